import './console.css';
import { MutationCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiError } from './api/api-error.ts';
import { type Session, ownerOf } from '#contract/session.ts';
import { type Exchange, createClient, createExchange } from './api/client.ts';
import { retryDelay, shouldRetry } from './api/polling.ts';
import { createDeviceQueries } from './api/queries.ts';
import { askSession, createSessions } from './api/sessions.ts';
import { createSignIn } from './api/sign-in.ts';
import { SignedIn } from './api/signed-in.tsx';
import { whenDrawn, whenIdle } from './api/turns.ts';
import { createCommands } from './commands/command.ts';
import { CommandsContext } from './commands/use-commands.ts';
import { factsOf } from './device/device-facts.ts';
import { wantsCapture } from './capture/wants-capture.ts';
import { createListPlaces } from './device-list/list-place.ts';
import { orderByNameAfter } from './device-list/name-order.ts';
import { createSelection } from './device-list/selection.ts';
import { listenToKeys } from './keys/listen.ts';
import { KeyboardContext } from './keys/use-keys.ts';
import { createActivityLog } from './changes/activity-log.ts';
import { askBeforeUnload } from './changes/ask-before-unload.ts';
import { isLeft, singleEntries } from './changes/change.ts';
import type { SendChange } from './changes/send-change.ts';
import { basePath } from './place.ts';
import { createAppRouter } from './router.tsx';
import { readSession, takeToken } from './session.ts';
import { lookAgain } from './shell/session-end/look.ts';
import { createSettings } from './settings/settings.ts';
import { isHandedOn } from './shell/handed-on.ts';
import { personalStorage, storageOf } from './settings/storage.ts';
import { SettingsContext, showTheme } from './settings/use-settings.ts';

const session = readSession(document);
// Under this, `personalStorage` keeps what is this person's alone.
if (session.person !== undefined) document.documentElement.dataset['owner'] = ownerOf(session.tag ?? '');
const sessions = createSessions(session, () => askSession(basePath()), isHandedOn());
const signIn = createSignIn(takeToken(window), () => {
  // Once Tailboard is back it may be a new start, whose link is another. The demo has none.
  if (session.needsToken) void lookAgain(signIn);
});
// The link of a new start, opened in this tab, changes nothing of its address but the fragment.
window.addEventListener('hashchange', () => {
  if (window.location.hash.startsWith('#token=')) signIn.begun(takeToken(window));
});
const exchange = createExchange({ origin: basePath(), signIn, sessions });
const settings = createSettings(storageOf('localStorage'), (listener) => window.addEventListener('storage', listener));
settings.subscribe(() => showTheme(settings));
const wanted = wantsCapture(window);
if (wanted === undefined) start({ exchange, show: (told) => told });
// Before anything is drawn, as what was drawn once has been in the document. Without it there is no page at all.
else
  void import('./capture/begin-capture.ts')
    .then(({ beginCapture }) => beginCapture({ exchange, session, wanted }))
    .then(start, () => document.body.append('Capture mode could not be loaded. Reload the page.'));

/** Everything that the page is, over the one way to ask the server. */
function start({ exchange, show }: { exchange: Exchange; show: (session: Session) => Session }): void {
  const client = createClient(exchange);
  const activity = createActivityLog(personalStorage());
  const commands = createCommands();
  const keyboard = listenToKeys(window, () => settings.read('single-keys') !== 'off');
  // Whatever changes something has loaded this already; who only looks at the list does without.
  const send: SendChange = async (change, options) => {
    const { createSendChange } = await import('./changes/send-change.ts');
    const world = { exchange, log: activity, now: () => Date.now(), newId: () => crypto.randomUUID() };
    return await createSendChange(world)(change, options);
  };
  const queryClient = new QueryClient({
    mutationCache: new MutationCache({
      onError: (error) => {
        if (isSignedOut(error) || isSignedOut(error.cause)) signIn.missed();
      },
    }),
    defaultOptions: {
      queries: {
        retry: shouldRetry,
        retryDelay: () => retryDelay(Math.random),
        refetchOnWindowFocus: true,
        gcTime: 300_000,
      },
      mutations: { retry: false, gcTime: 3_600_000, networkMode: 'always' },
    },
  });
  const api = {
    client,
    exchange,
    activity,
    waiting: activity,
    send,
    queries: createDeviceQueries(client, queryClient, { device: factsOf, order: orderByNameAfter }),
    sessions,
    signIn,
  };
  // What could not be read for want of a sign-in is read as soon as there is one.
  signIn.subscribe(() => {
    if (signIn.end() !== undefined) return;
    void queryClient.invalidateQueries({ predicate: ({ state: { error } }) => isSignedOut(error) });
  });
  askBeforeUnload(window, activity);
  // The link of an invite lets in whoever has it, and may not be for who is signed in by now.
  sessions.subscribe(() => {
    const { other, news } = sessions.state();
    if (other === undefined && news !== 'rights') return;
    void queryClient.resetQueries({ predicate: ({ queryKey }) => queryKey[2] === 'invites' });
  });
  const startedAt = Date.now();
  // Hardly ever needed: only once the end of a change is not known.
  const stopWatching = activity.subscribe(watchUnknown);
  watchUnknown();

  // Asked for here and not in a component, so that the request does not wait for the first render.
  const listed = queryClient.query(api.queries.list());
  const router = createAppRouter({ queryClient, placeOf: createListPlaces(), selection: createSelection() });
  // What opens from the list is loaded once its rows had time to be drawn, so that the first click need not wait for it.
  const loadPages = (...[next, ...others]: (keyof typeof router.routesById)[]) => {
    if (next === undefined) return;
    const loaded = router.loadRouteChunk(router.routesById[next]) ?? Promise.resolve();
    void loaded.then(() => whenDrawn(() => loadPages(...others))).catch(() => undefined);
  };
  void listed.then(() => whenIdle(() => loadPages('/devices/$nodeId', '/attention', '/routes'))).catch(() => undefined);

  const root = document.getElementById('root');
  if (root === null) throw new Error('The document has no #root.');
  createRoot(root, { onCaughtError: report, onUncaughtError: report }).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <SignedIn api={api} show={show}>
          <SettingsContext value={settings}>
            <KeyboardContext value={keyboard}>
              <CommandsContext value={commands}>
                <RouterProvider router={router} />
              </CommandsContext>
            </KeyboardContext>
          </SettingsContext>
        </SignedIn>
      </QueryClientProvider>
    </StrictMode>,
  );

  /** Has later readings tell what became of a change whose answer was lost, or that the page left unsent. */
  function watchUnknown(): void {
    if (!singleEntries(activity.entries()).some((entry) => entry.outcome === 'unknown' || isLeft(entry))) return;
    stopWatching();
    void import('./device/settle-unknown.ts').then(({ settleUnknown }) =>
      settleUnknown({ activity, queryClient, now: () => Date.now(), startedAt }),
    );
  }
}

function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.kind === 'login';
}

/** What went wrong in drawing, for a developer: its kind alone, as its words may hold names and addresses of devices. */
function report(error: unknown): void {
  // The only one, and for the console of a developer: nobody else reads it.
  // oxlint-disable-next-line no-console
  console.error(`A part of the page could not be shown: ${error instanceof Error ? error.name : typeof error}.`);
}
