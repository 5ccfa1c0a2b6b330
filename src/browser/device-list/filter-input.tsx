import { lazyPart } from '#browser/ui/lazy-part.tsx';
import { Search, X } from 'lucide-react';
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  Suspense,
  startTransition,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useKeys } from '#browser/keys/use-keys.ts';
import { IconButton } from '#browser/ui/button.tsx';
import { Key } from '#browser/ui/text.tsx';
import type { List } from './device-rows.tsx';
import type { Popup, SuggestionKeys } from './filter-suggestions.tsx';
import { useFilterEngine } from './use-filter-engine.ts';

const FilterChips = lazyPart(async () => (await import('./filter-chips.tsx')).FilterChips);
const FilterPlaces = lazyPart(async () => (await import('./filter-places.tsx')).FilterPlaces);
const FilterSuggestions = lazyPart(async () => (await import('./filter-suggestions.tsx')).FilterSuggestions);

const closed: Popup = { id: undefined, activeId: undefined };
const noChips: readonly string[] = [];

/**
 * The one filter line: finished tokens as chips, then text, in which the word at the caret is completed. "/" brings the
 * keyboard here from anywhere on the page; arrow down goes on to the rows when nothing is suggested.
 */
export function FilterInput(props: {
  ref: RefObject<HTMLInputElement | null>;
  text: string;
  list: List | undefined;
  onChange: (text: string) => void;
  /** The keyboard is somewhere else, wherever it went. */
  onBlur: () => void;
  onLeave: () => void;
  focus: () => void;
  /** The id of what says how the line was understood. */
  describedBy: string;
  className?: string;
}): ReactNode {
  const { ref: input, text: line, list } = props;
  // Where in the line somebody typed last; the word there is not finished.
  const [touched, setTouched] = useState<number>();
  // Where the caret is in the text, for the suggestions; and where it has to go when the text is cut.
  const [caret, setCaret] = useState(0);
  const moved = useRef<number>(undefined);
  const [isOpen, setOpen] = useState<'no' | 'typing' | 'asked'>('no');
  const [popup, setPopup] = useState(closed);
  const [isUsed, setUsed] = useState(false);
  const suggestions = useRef<SuggestionKeys>(null);
  const engine = useFilterEngine(isUsed || line !== '');
  const split = engine?.splitLine(line, touched);
  const { chips, rest } = split ?? { chips: noChips, rest: line };
  const before = engine?.joinLine(chips, '') ?? '';

  // A token that leaves the text for its chip takes the browser's caret along, to the end of the text.
  useLayoutEffect(() => {
    if (moved.current === undefined || document.activeElement !== input.current) return;
    input.current?.setSelectionRange(moved.current, moved.current);
    moved.current = undefined;
  });

  /** Writes a line that somebody typed, the caret in it; without one, a line that is finished. */
  const change = (next: string, caret: number | undefined, typed?: string) => {
    const after = engine?.splitLine(next, caret);
    if (caret !== undefined && after !== undefined && after.rest !== typed) moved.current = after.caret;
    setTouched(caret);
    setCaret(after?.caret ?? next.length);
    props.onChange(next);
  };
  /** Everything that is typed is finished. */
  const settle = () => {
    setTouched(undefined);
    setOpen('no');
  };
  const clear = () => change('', undefined);
  useKeys('filter', { filter: props.focus, clearFilter: line === '' ? () => false : clear });
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const { selectionStart, selectionEnd } = event.currentTarget;
    if (isPlain && suggestions.current?.onKeyDown(event)) event.preventDefault();
    else if (event.altKey && event.key === 'ArrowDown') {
      event.preventDefault();
      setUsed(true);
      setOpen('asked');
    } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault();
      settle();
      props.onLeave();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (line === '') props.onLeave();
      else clear();
    } else if (event.key === 'Backspace' && isPlain && selectionStart === 0 && selectionEnd === 0 && chips.length > 0) {
      // As in a text: what goes is the space behind the chip.
      event.preventDefault();
      setOpen('typing');
      change(before.trimEnd() + rest, before.length - 1);
    }
  };
  return (
    <div
      onBlur={(event) => {
        if (event.currentTarget.contains(event.relatedTarget)) return;
        settle();
        props.onBlur();
      }}
      className={`relative flex h-control items-center gap-1.5 rounded-control bg-canvas pr-1.5 pl-2.5 text-small ring-1 ring-control ring-inset focus-within:ring-2 focus-within:ring-accent forced-colors:outline forced-colors:focus-within:outline-2 touch:h-touch ${props.className ?? ''}`}
    >
      <Search className="size-3.5 shrink-0 text-ink-3" strokeWidth={1.75} aria-hidden />
      {chips.length > 0 && (
        <Suspense fallback={null}>
          <FilterChips
            chips={chips}
            onRemove={(position) => {
              const others = chips.filter((_, at) => at !== position);
              change(engine?.joinLine(others, rest) ?? rest, undefined);
              input.current?.focus();
            }}
          />
        </Suspense>
      )}
      <span className="relative h-full min-w-[88px] flex-1">
        <input
          ref={input}
          type="search"
          role="combobox"
          aria-label="Filter devices"
          aria-expanded={popup.id !== undefined}
          aria-controls={popup.id}
          aria-activedescendant={popup.activeId}
          aria-autocomplete="list"
          aria-describedby={props.describedBy}
          placeholder={chips.length === 0 ? 'Filter, e.g. tag:prod os:linux status:offline' : undefined}
          value={rest}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          onChange={({ currentTarget: { value, selectionStart } }) => {
            setUsed(true);
            setOpen('typing');
            change(before + value, before.length + (selectionStart ?? value.length), value);
          }}
          onSelect={({ currentTarget: { selectionStart } }) => setCaret(selectionStart ?? 0)}
          // What completes words is here before the first letter, and is not waited for with a fallback.
          onFocus={() => startTransition(() => setUsed(true))}
          onClick={() => {
            setUsed(true);
            if (rest === '') setOpen('asked');
          }}
          onKeyDown={onKeyDown}
          className="size-full appearance-none bg-transparent outline-none [&::-webkit-search-cancel-button]:hidden"
        />
        {rest !== '' && (
          <Suspense fallback={null}>
            <FilterPlaces text={rest} input={input} />
          </Suspense>
        )}
      </span>
      {line.trim() !== '' && (
        <IconButton
          icon={X}
          label="Clear filter"
          size="size-6"
          iconSize="size-3.5"
          onClick={() => {
            clear();
            input.current?.focus();
          }}
        />
      )}
      <Key>/</Key>
      {isUsed && list !== undefined && (
        <Suspense fallback={null}>
          <FilterSuggestions
            ref={suggestions}
            list={list}
            before={before}
            text={rest}
            caret={Math.min(caret, rest.length)}
            isOpen={isOpen}
            onPopup={setPopup}
            onTake={(text, at, isKey) => {
              setOpen(isKey ? 'asked' : 'no');
              change(before + text, before.length + at);
              input.current?.focus();
            }}
            onClose={() => setOpen('no')}
          />
        </Suspense>
      )}
    </div>
  );
}
