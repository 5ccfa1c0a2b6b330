import { announce } from '#browser/ui/announcer.tsx';

/** What a callout can be around: what has a meaning of its own, not every box that lays it out. */
const meaningful =
  'section, [role=region], dialog, form, table, [role=grid], [role=row], tr, li, dl > div, dt, dd, p, pre, h1, h2, h3, ' +
  'button, a, input, select, textarea, label, summary, [role=switch], [role=menu], [role=menuitem], [role=dialog], ' +
  '[role=status], [role=alert], [role=group], [role=radiogroup], nav, header, time, [data-mask]';

/** Elements smaller than this are nothing to point at. */
const least = 8;

/**
 * Lets a person choose an element: by pointer and click, or with the keys: Tab and the arrows left and right go through
 * what is in view, up to what is around it, down to what is in it, Enter chooses, Escape chooses nothing.
 */
export function chooseElement(options: {
  /** What is no part of the page. */
  readonly ours: HTMLElement;
  readonly onCandidate: (element: HTMLElement | undefined) => void;
  readonly onDone: (element: HTMLElement | undefined) => void;
}): () => void {
  const { ours, onCandidate, onDone } = options;
  const stop = new AbortController();
  let candidate: HTMLElement | undefined;
  const scope = () => [...document.querySelectorAll<HTMLElement>('dialog:modal')].at(-1) ?? document.body;
  const candidates = () =>
    [...scope().querySelectorAll<HTMLElement>(meaningful)].filter(
      (element) => isInView(element) && !ours.contains(element),
    );
  const show = (element: HTMLElement | undefined, isSaid: boolean) => {
    if (element === undefined || element === candidate) return;
    candidate = element;
    onCandidate(element);
    if (isSaid) announce(nameOf(element));
  };
  const end = (element: HTMLElement | undefined) => {
    stop.abort();
    onCandidate(undefined);
    onDone(element);
  };
  const step = (by: 1 | -1) => {
    const all = candidates();
    const at = candidate === undefined ? (by === 1 ? -1 : 0) : all.indexOf(candidate);
    show(all[(at + by + all.length) % all.length], true);
  };
  const around = () => {
    const outer = candidate?.parentElement?.closest<HTMLElement>(meaningful) ?? undefined;
    if (outer !== undefined && scope().contains(outer)) show(outer, true);
  };
  const inside = () =>
    show(
      candidates().find((element) => element !== candidate && candidate?.contains(element)),
      true,
    );

  const onKeyDown = (event: KeyboardEvent) => {
    const { key, shiftKey } = event;
    if (key === 'ArrowRight' || (key === 'Tab' && !shiftKey)) step(1);
    else if (key === 'ArrowLeft' || key === 'Tab') step(-1);
    else if (key === 'ArrowUp') around();
    else if (key === 'ArrowDown') inside();
    else if (key === 'Enter') end(candidate);
    else if (key === 'Escape') end(undefined);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const elementAt = (event: MouseEvent) => {
    const under = document.elementsFromPoint(event.clientX, event.clientY).find((element) => !ours.contains(element));
    const near = under?.closest<HTMLElement>(meaningful) ?? undefined;
    // A hand points at a line rather than at a word of it; the keys get to both.
    const isWord = near?.matches('p, label, dt, dd, time, [data-mask]') === true;
    return (isWord ? near?.closest<HTMLElement>('li, tr, [role=row], dl > div') : undefined) ?? near;
  };
  // Before the page hears of it: what is chosen is not pressed.
  const swallow = (event: Event) => {
    if (event.target instanceof Node && ours.contains(event.target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event instanceof MouseEvent && event.type === 'click') end(elementAt(event) ?? candidate);
  };
  const early = { capture: true, signal: stop.signal };
  window.addEventListener('keydown', onKeyDown, early);
  window.addEventListener('pointermove', (event) => show(elementAt(event), false), early);
  for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'dblclick', 'contextmenu'])
    window.addEventListener(type, swallow, early);
  show(candidates().find((element) => element.matches('section, [role=row], dialog')) ?? candidates()[0], false);
  return () => end(undefined);
}

function isInView(element: HTMLElement): boolean {
  const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
  const isLarge = width >= least && height >= least;
  return (
    isLarge &&
    right > 0 &&
    bottom > 0 &&
    left < window.innerWidth &&
    top < window.innerHeight &&
    element.checkVisibility({ visibilityProperty: true })
  );
}

/** What an element is called, in a few words. */
export function nameOf(element: Element): string {
  const labelled = element
    .getAttribute('aria-labelledby')
    ?.split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join(' ');
  const text =
    element.getAttribute('aria-label') ?? labelled ?? (element instanceof HTMLElement ? element.innerText : '');
  const words = (text || (element.textContent ?? '')).replaceAll(/\s+/g, ' ').trim();
  return words.length > 80 ? `${words.slice(0, 79).trimEnd()}…` : words;
}
