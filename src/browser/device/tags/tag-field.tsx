import { Mono } from '#browser/ui/text.tsx';
import { type KeyboardEvent, type ReactNode, type Ref, useId, useState } from 'react';
import { type TagUse, usageWords } from './tag-suggestions.ts';
import { withPrefix } from './tag-spelling.ts';

/**
 * The field for tags: chips, and a line to type in that finds tags in use. Enter takes the suggestion that is chosen with
 * the arrow keys or, without one, what is typed (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/).
 */
export function TagField(props: {
  chips: ReactNode;
  text: string;
  onText: (text: string) => void;
  suggestions: readonly TagUse[];
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** Where the suggestions come from, as a sentence. */
  source: string;
  isWrong: boolean;
  /** The id of what says what is wrong or worth knowing. */
  describedBy: string | undefined;
  onPick: (tag: string) => void;
  onEnter: () => void;
  ref: Ref<HTMLInputElement>;
}): ReactNode {
  const { suggestions, text, isOpen, onOpenChange } = props;
  const id = useId();
  const [active, setActive] = useState(-1);
  const isShown = isOpen && (suggestions.length > 0 || text.trim() !== '');
  const chosen = isShown ? suggestions[active] : undefined;

  const pick = (tag: string) => {
    setActive(-1);
    props.onPick(tag);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      onOpenChange(true);
      // One place more than there are suggestions: the text itself.
      const places = suggestions.length + 1;
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive(isShown ? ((active + 1 + step + places) % places) - 1 : step === 1 ? 0 : suggestions.length - 1);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (chosen !== undefined) pick(chosen.tag);
      else props.onEnter();
    }
  };

  return (
    <div className="relative">
      {/* A press in the free space of the field means the line in it, as everywhere. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        onMouseDown={(event) => {
          if (event.target instanceof HTMLInputElement) return;
          event.preventDefault();
          event.currentTarget.querySelector('input')?.focus();
        }}
        className={`flex min-h-control cursor-text flex-wrap items-center gap-1.5 rounded-control bg-canvas p-1.5 ring-inset ${props.isWrong ? 'ring-2 ring-bad' : 'ring-1 ring-control focus-within:ring-2 focus-within:ring-accent'}`}
      >
        {props.chips}
        <input
          ref={props.ref}
          type="text"
          role="combobox"
          aria-label="Add a tag"
          aria-expanded={isShown}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={chosen === undefined ? undefined : `${id}-${active}`}
          aria-invalid={props.isWrong || undefined}
          aria-describedby={props.describedBy}
          placeholder="Add a tag"
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setActive(-1);
            onOpenChange(true);
            props.onText(event.target.value);
          }}
          onClick={() => onOpenChange(true)}
          onBlur={() => onOpenChange(false)}
          onKeyDown={onKeyDown}
          className="h-5 min-w-[88px] flex-1 bg-transparent font-mono text-code outline-hidden touch:h-touch"
        />
      </div>
      <div
        hidden={!isShown}
        className="absolute inset-x-0 top-full z-10 mt-1 overflow-hidden rounded-layer bg-raised shadow-menu"
      >
        <ul
          id={`${id}-list`}
          role="listbox"
          aria-label="Suggested tags"
          className={suggestions.length > 0 ? 'py-1' : ''}
        >
          {suggestions.map((use, position) => (
            // The keys of an option are those of the line that controls it.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <li
              key={use.tag}
              id={`${id}-${position}`}
              role="option"
              aria-selected={position === active}
              onMouseDown={(event) => event.preventDefault()}
              onMouseMove={() => setActive(position)}
              onClick={() => pick(use.tag)}
              className={`flex min-h-8 cursor-default items-center gap-3 py-1 pr-2.5 pl-2.5 text-small touch:min-h-touch ${position === active ? 'bg-active' : ''}`}
            >
              <span className="font-mono text-code wrap-anywhere">
                <span className="text-ink-3">tag:</span>
                {use.tag.slice(4)}
              </span>
              <span className="figures ml-auto text-right text-caption text-ink-3">{usageWords(use)}</span>
            </li>
          ))}
        </ul>
        <p className={`px-2.5 py-2 text-caption text-ink-3 ${suggestions.length > 0 ? 'border-t border-line' : ''}`}>
          {suggestions.length > 0 ? props.source : 'No tag in use matches.'}
          {(chosen !== undefined || text.trim() !== '') && (
            <span className="block">
              Enter uses <Mono className="text-code-sm! wrap-anywhere text-ink">{chosen?.tag ?? withPrefix(text)}</Mono>
              {chosen === undefined ? ' as typed.' : '.'}
            </span>
          )}
        </p>
      </div>
    </div>
  );
}
