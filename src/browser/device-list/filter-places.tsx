import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react';
import { readFilter } from './filter-language.ts';
import { useRested } from './use-rested.ts';

/** Lines under the words of the input that were understood otherwise than they may be meant, once the typing rests. */
export function FilterPlaces(props: { text: string; input: RefObject<HTMLInputElement | null> }): ReactNode {
  const { text } = props;
  // The finished tokens before the text are understood: what they say changes nothing about its words.
  return useRested(text) !== undefined && <Places text={text} input={props.input} />;
}

/** The text once more, unseen and where the input draws it, as an input has no part that could be lined. */
function Places(props: { text: string; input: RefObject<HTMLInputElement | null> }): ReactNode {
  const { text, input } = props;
  const layer = useRef<HTMLSpanElement>(null);
  const pieces = piecesOf(text);
  const isLined = pieces.length > 1;
  // How large its text is and where it is scrolled to is known to the input alone.
  useLayoutEffect(() => {
    const from = input.current;
    if (from === null || !isLined) return undefined;
    const follow = () => {
      if (layer.current === null) return;
      layer.current.style.fontSize = getComputedStyle(from).fontSize;
      layer.current.style.transform = `translateX(${-from.scrollLeft}px)`;
    };
    follow();
    const resized = new ResizeObserver(follow);
    resized.observe(from);
    from.addEventListener('scroll', follow);
    return () => {
      resized.disconnect();
      from.removeEventListener('scroll', follow);
    };
  }, [input, isLined]);
  if (!isLined) return null;
  return (
    <span aria-hidden className="pointer-events-none absolute inset-0 flex items-center overflow-hidden">
      <span ref={layer} style={{ whiteSpace: 'pre' }}>
        {pieces.map(({ start, end, isPlace }) => (
          <span key={start} style={isPlace ? { borderBottom: '2px solid var(--color-warn)' } : undefined}>
            <span className="invisible">{text.slice(start, end)}</span>
          </span>
        ))}
      </span>
    </span>
  );
}

type Piece = { readonly start: number; readonly end: number; readonly isPlace: boolean };

/** The text in pieces, in its order; one piece where everything is understood. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { start, end } of readFilter(text).notes.toSorted((one, other) => one.start - other.start)) {
    if (start < from) continue;
    if (start > from) pieces.push({ start: from, end: start, isPlace: false });
    pieces.push({ start, end, isPlace: true });
    from = end;
  }
  return [...pieces, { start: from, end: text.length, isPlace: false }];
}
