import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';

/** Lines one below the other, whose heights are known without drawing them. */
export type Lines = {
  readonly count: number;
  /** Pixels from the first line's upper edge to that of this one; of `count`, to the end of the last. */
  readonly topOf: (index: number) => number;
  /** The height of the lowest line, in pixels. */
  readonly least: number;
};

/** A line to be drawn. */
export type LineInView = {
  readonly index: number;
  readonly start: number;
  /** The same for a line that leaves and the one that comes in its place, so that a line without a state of its own is not made anew. */
  readonly slot: number;
};

/** What stays in its place while lines scroll, in pixels: before the first line, over the uppermost ones, over the lowest. */
type Edges = { readonly head: number; readonly above: number; readonly below: number };

/**
 * Which of many lines a box that scrolls has to draw: those in view, and a few around them. The box is never higher than
 * the window, so nothing is measured, and a new order or a filter costs no layout before the lines are there. `onOffset`
 * is told how far the box is scrolled, whenever that changes.
 */
export function useLinesInView(
  box: RefObject<HTMLElement | null>,
  lines: Lines,
  options: { readonly start: number; readonly isExact: boolean; readonly onOffset: (offset: number) => void },
) {
  const [offset, setOffset] = useState(options.start);
  const windowHeight = useWindowHeight();
  const { count, topOf, least } = lines;
  // How many lines may pass before others are drawn.
  const stride = options.isExact ? 1 : 2;
  const height = topOf(count);
  const first = lineAt(lines, offset);
  const size = Math.ceil(windowHeight / least) + stride + 2;
  // A list that has become shorter is not where it was.
  const from = Math.max(0, Math.min(lineAt(lines, Math.min(offset, height - windowHeight)) - stride - 1, count - size));
  const begins = useRestedLine(box, from);
  const inView: LineInView[] = [];
  for (let index = from; index < Math.min(from + size, count); index++)
    inView.push({ index, start: topOf(index), slot: index % size });
  const place = ({ slot }: LineInView) => (slot - (begins % size) + size) % size;
  inView.sort((one, other) => place(one) - place(other));

  const { onOffset } = options;
  const newest = useRef({ lines, first, stride, onOffset, start: options.start });
  useLayoutEffect(() => {
    newest.current = { ...newest.current, lines, first, stride, onOffset };
  });
  // Scrolling belongs to the browser. What it uncovers is drawn in the same frame.
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    // Only where somebody comes back, as it makes the browser lay out what is there.
    if (newest.current.start > 0) element.scrollTo({ top: newest.current.start });
    const onScroll = () => {
      const { lines: now, first: drawn, stride: lag, onOffset: tell } = newest.current;
      // Read once, before anything is drawn: afterwards the browser would have to lay it out to answer.
      const top = element.scrollTop;
      tell(top);
      if (Math.abs(lineAt(now, top) - drawn) < lag) return;
      flushSync(() => setOffset(top));
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  }, [box]);

  /** Scrolls as little as is needed for a line to be seen whole. */
  const show = (index: number, { head, above, below }: Edges) => {
    const element = box.current;
    if (element === null || index < 0 || index >= count) return;
    const top = topOf(index) - above;
    const lowest = topOf(index + 1) + head + below - element.clientHeight;
    if (top < element.scrollTop) element.scrollTo({ top });
    else if (lowest > element.scrollTop) element.scrollTo({ top: lowest });
    else return;
    setOffset(element.scrollTop);
  };
  return { inView, height, first, show };
}

/** How long nothing has to move, in milliseconds, before lines are put into their order. */
const rest = 150;

/**
 * The first line to be drawn, as it was when the lines last stood still. An element that takes another place in the
 * document is laid out anew with all that is in it, so while lines move each one stays where it is and only shows another
 * line; whoever reads the document in its order finds it in order as soon as they rest. Not while one of them is pressed,
 * as an element that is taken elsewhere before the button is let go hears of no click.
 */
function useRestedLine(box: RefObject<HTMLElement | null>, from: number): number {
  const [rested, setRested] = useState(from);
  // Timers belong to the browser.
  useEffect(() => {
    if (rested === from) return undefined;
    const timer = setInterval(() => {
      if (box.current?.matches(':active') !== true) setRested(from);
    }, rest);
    return () => clearInterval(timer);
  }, [box, rested, from]);
  return rested;
}

/** The line at so many pixels from the first one's upper edge; the last one where the lines end before. */
function lineAt({ count, topOf }: Lines, offset: number): number {
  let low = 0;
  let high = Math.max(0, count - 1);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (topOf(middle) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function useWindowHeight(): number {
  const [height, setHeight] = useState(window.innerHeight);
  // The size of the window belongs to the browser.
  useEffect(() => {
    const onResize = () => setHeight(window.innerHeight);
    window.addEventListener('resize', onResize);
    return () => window.removeEventListener('resize', onResize);
  }, []);
  return height;
}
