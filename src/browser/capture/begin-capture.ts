import type { Session } from '#contract/session.ts';
import type { Exchange } from '#browser/api/client.ts';
import { basePath } from '#browser/place.ts';
import { storageOf } from '#browser/settings/storage.ts';
import { type Aliases, createAliases } from './aliases.ts';
import { maskAddress, maskFilter } from './capture-address.ts';
import { readKinds } from './capture-kinds.ts';
import { type CaptureSet, keepSet, readSet } from './capture-set.ts';
import { adoptStyle, captureStyle } from './capture-style.ts';
import { freezeClock, watchExits } from './freeze.ts';
import { hiddenThings } from './labels.ts';
import { learnTailnet, withLearntList } from './learn-tailnet.ts';
import { maskExchange } from './masking-exchange.ts';
import { createNumbers } from './numbers.ts';
import { ownStorage } from '#browser/settings/own-storage.ts';
import { showLabels } from './show-labels.ts';
import { takeTyped } from './typed-identities.ts';

/** What the page is given in place of what it would have had. */
type Masked = { readonly exchange: Exchange; readonly show: (session: Session) => Session };

/**
 * Makes this page a masked one before anything of it is drawn: stops the clock, takes what was kept out of reach, learns
 * who there is, and rewrites the address. `wanted` says what to mask; what cannot be read means the usual.
 */
export async function beginCapture(given: {
  readonly exchange: Exchange;
  readonly session: Session;
  readonly wanted: string;
}): Promise<Masked> {
  const { session, wanted } = given;
  const isDemo = session.mode === 'demo';
  const storage = storageOf('sessionStorage');
  const asked = new URL(window.location.href);
  if (!asked.searchParams.has('capture')) await askByAddress(asked, wanted);
  const before = readSet(storage, isDemo);
  const theme = asked.searchParams.get('theme');
  let set: CaptureSet = { ...before, theme: theme === 'dark' || theme === 'light' ? theme : before.theme };
  const kinds = new Set(readKinds(wanted) ?? readKinds('1'));
  const numbers = createNumbers(set.salt, set.numbers);
  const aliases = createAliases({ kinds, numbers, salt: set.salt });
  const keep = () => keepSet(storage, (set = { ...set, numbers: numbers.kept() }));

  freezeClock(globalThis);
  try {
    storage?.setItem('tailboard.capture', [...kinds].join(','));
  } catch {
    // Then the mode lasts as long as the page.
  }
  for (const name of ['sessionStorage', 'localStorage'] as const)
    Object.defineProperty(window, name, {
      configurable: true,
      value: ownStorage(storage, `tailboard.capture.${name}.`),
    });
  window.addEventListener('pagehide', keep);
  document.querySelector('meta[name="tailboard"]')?.remove();
  delete document.documentElement.dataset['owner'];
  document.documentElement.dataset['theme'] = set.theme;
  document.documentElement.dataset['capture'] = '';
  adoptStyle(document, captureStyle);

  const learnt = await learnTailnet(given.exchange, aliases);
  keep();
  const shown = maskSession(session, aliases);
  // The address may hold an identity, and what the router keeps beside it as well.
  window.history.replaceState(null, '', maskAddress(asked, basePath(), aliases));
  watchExits(globalThis, aliases.labels.plain);
  showLabels(document, aliases.labels);
  takeTyped(window, aliases);
  const { showCaptureBar } = await import('./capture-bar.tsx');
  const { askToWrite } = showCaptureBar({ kinds });
  // Several changes at once ask one question.
  let asking: Promise<boolean> | undefined;
  const mayWrite = async () => {
    if (isDemo || set.mayWrite) return true;
    asking ??= askToWrite();
    const isAllowed = await asking;
    asking = undefined;
    set = { ...set, mayWrite: isAllowed };
    keep();
    return isAllowed;
  };
  const show = (told: Session) => (told === session ? shown : maskSession(told, aliases));
  return { exchange: withLearntList(maskExchange(given.exchange, aliases, mayWrite), learnt), show };
}

/** Loads the page anew: only a document that was asked for in capture mode is allowed to ask for pictures. */
async function askByAddress(asked: URL, wanted: string): Promise<never> {
  asked.searchParams.set('capture', wanted);
  window.location.replace(asked);
  // Nothing of a page that goes away is drawn.
  return await new Promise<never>(() => undefined);
}

function maskSession(session: Session, aliases: Aliases): Session {
  const views = session.views?.flatMap(({ name, url }) => {
    const [path = '', query = ''] = url.split('?');
    const search = new URLSearchParams(query);
    const filter = search.get('filter') ?? '';
    const masked = maskFilter(filter, aliases);
    if (filter !== '' && masked === '') return [];
    if (masked !== '') search.set('filter', masked);
    return [{ name: aliases.text(name), url: search.size === 0 ? path : `${path}?${search.toString()}` }];
  });
  const { person } = session;
  return {
    ...session,
    tailnet: aliases.tailnet(session.tailnet),
    views: views ?? [],
    ...(person === undefined
      ? {}
      : { person: { ...person, id: hiddenThings.somebody, name: aliases.user(person.name) } }),
  };
}
