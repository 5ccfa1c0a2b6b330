import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useState,
} from 'react';
import { announce } from '#browser/ui/announcer.tsx';
import { Key } from '#browser/ui/text.tsx';
import type { List } from './device-rows.tsx';
import { countTokens } from './filter-counts.ts';
import { FilterHelp } from './filter-help.tsx';
import { type FleetValues, type Suggestion, fleetValues, suggest, wordAt } from './filter-suggest.ts';
import { runInSlices } from './in-slices.ts';

/** Which option the input's reader is at, for the attributes of the input. */
export type Popup = { readonly id: string | undefined; readonly activeId: string | undefined };
/** What the input asks of its suggestions before it takes a key itself; true when the key is used up. */
export type SuggestionKeys = { readonly onKeyDown: (event: KeyboardEvent) => boolean };

const noValues: FleetValues = {};

/**
 * What the word at the caret may become, each with how many devices the line then finds
 * (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). The words come with the key that was pressed; the counts follow
 * the rows. Loaded when somebody first types.
 */
export function FilterSuggestions(props: {
  ref: Ref<SuggestionKeys>;
  list: List;
  /** What stands before the text of the input: its chips, with a space behind them. */
  before: string;
  text: string;
  caret: number;
  /** Whether they may show, and whether even with nothing typed. */
  isOpen: 'no' | 'typing' | 'asked';
  onPopup: (popup: Popup) => void;
  /** The text with a suggestion in the place of its word. */
  onTake: (text: string, caret: number, isKey: boolean) => void;
  onClose: () => void;
}): ReactNode {
  const { list, text, caret, before, isOpen, onPopup } = props;
  const id = useId();
  const [values, setValues] = useState(noValues);
  const [isHelpOpen, setHelpOpen] = useState(false);
  // Slices are timed by the browser.
  useEffect(() => runInSlices(fleetValues(list.devices, list), setValues), [list]);

  const { start, end, word } = wordAt(text, caret);
  const isAsked = isOpen === 'asked' || (isOpen === 'typing' && word !== '' && word !== '-');
  const suggestions = isAsked ? suggest(word, values) : [];
  const isShown = suggestions.length > 0;
  const [chosen, setChosen] = useState<{ word: string; position: number }>();
  const position = chosen?.word === word ? chosen.position : undefined;
  const lineWith = ({ text: taken }: Suggestion) => before + text.slice(0, start) + taken + text.slice(end);
  const counts = useCounts(
    list,
    suggestions.map((one) => (one.isKey ? undefined : lineWith(one))),
  );

  const activeId = isShown && position !== undefined ? `${id}-${position}` : undefined;
  // The input lives outside and has to know in the same frame.
  useLayoutEffect(() => onPopup({ id: isShown ? id : undefined, activeId }), [onPopup, id, isShown, activeId]);
  const first = suggestions[0]?.text;
  // The live region belongs to the document; it speaks once the typing rests.
  useEffect(() => {
    if (first === undefined || word === '') return undefined;
    const count = suggestions.length === 1 ? '1 suggestion' : `${suggestions.length} suggestions`;
    const timer = setTimeout(() => announce(`${count}. Tab takes ${first}.`), 1200);
    return () => clearTimeout(timer);
  }, [first, suggestions.length, word]);

  const take = (suggestion: Suggestion | undefined) => {
    if (suggestion === undefined) return false;
    const space = suggestion.isKey || text.charAt(end) === ' ' ? '' : ' ';
    const taken = suggestion.text + space;
    setChosen(undefined);
    props.onTake(text.slice(0, start) + taken + text.slice(end), start + taken.length, suggestion.isKey);
    return true;
  };
  const move = (step: 1 | -1) => {
    // One place more than there are suggestions: the text itself.
    const places = suggestions.length + 1;
    const next = ((position ?? -1) + 1 + step + places) % places;
    setChosen(next === 0 ? undefined : { word, position: next - 1 });
    return true;
  };
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!isShown) return false;
    switch (event.key) {
      case 'ArrowDown':
        return move(1);
      case 'ArrowUp':
        return move(-1);
      case 'Enter':
        return position !== undefined && take(suggestions[position]);
      case 'Tab':
        return !event.shiftKey && (word !== '' || position !== undefined) && take(suggestions[position ?? 0]);
      case 'Escape':
        props.onClose();
        return true;
      default:
        return false;
    }
  };
  useImperativeHandle(props.ref, () => ({ onKeyDown }));

  return (
    <>
      {isShown && (
        <div className="absolute inset-x-0 top-full z-20 mt-1 overflow-hidden rounded-layer bg-raised shadow-menu">
          <ul id={id} role="listbox" aria-label="Filters" className="py-1">
            {suggestions.map((suggestion, at) => (
              // The keys of an option are those of the input that controls it.
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
              <li
                key={suggestion.text}
                id={`${id}-${at}`}
                role="option"
                aria-selected={at === position}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => take(suggestion)}
                className={`flex min-h-8 cursor-default items-center gap-3 px-2.5 py-1 text-small hover:bg-active touch:min-h-touch ${at === (position ?? 0) && (word !== '' || position !== undefined) ? 'bg-active' : ''}`}
              >
                <span className="w-[142px] shrink-0 font-mono text-code wrap-anywhere max-md:w-auto">
                  <Typed text={suggestion.text} word={word} />
                </span>
                <span className="min-w-0 flex-1 text-ink-3">{suggestion.means}</span>
                <span className="figures text-caption text-ink-3">{counts[at]}</span>
              </li>
            ))}
          </ul>
          <div className="flex items-center gap-4 border-t border-line px-2.5 py-1.5 text-caption text-ink-3">
            <span className="flex items-center gap-1.5 touch:hidden">
              <Key>Tab</Key> completes
            </span>
            <span className="flex items-center gap-1.5">
              <Key>-</Key>
              <span className="touch:hidden">in front excludes</span>
            </span>
            <button
              type="button"
              onClick={() => setHelpOpen(true)}
              className="ml-auto inline-flex min-h-6 items-center rounded-control hover:text-ink touch:min-h-touch"
            >
              All filters
            </button>
          </div>
        </div>
      )}
      {isHelpOpen && <FilterHelp onClose={() => setHelpOpen(false)} />}
    </>
  );
}

/** A suggestion with what was typed of it marked. */
function Typed(props: { text: string; word: string }): ReactNode {
  const { text, word } = props;
  const at = word === '' ? -1 : text.indexOf(word.toLowerCase());
  if (at === -1) return text;
  return (
    <>
      {text.slice(0, at)}
      <span className="rounded-chip bg-accent-tint text-accent-ink">{text.slice(at, at + word.length)}</span>
      {text.slice(at + word.length)}
    </>
  );
}

/** How many devices each line finds, after the rows are painted; undefined until then and where there is no line. */
function useCounts(list: List, lines: readonly (string | undefined)[]): readonly (number | undefined)[] {
  const wanted = lines.filter((line) => line !== undefined);
  const key = wanted.join('\n');
  const [counted, setCounted] = useState<{ key: string; list: List; counts: readonly number[] }>();
  // Slices are timed by the browser.
  useEffect(() => {
    if (key === '') return undefined;
    return runInSlices(countTokens(list.devices, '', key.split('\n'), list), (counts) =>
      setCounted({ key, list, counts }),
    );
  }, [list, key]);
  if (counted?.key !== key) return [];
  return lines.map((line) => (line === undefined ? undefined : counted.counts[wanted.indexOf(line)]));
}
