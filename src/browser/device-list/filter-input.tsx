import { Search, X } from 'lucide-react';
import type { KeyboardEvent, ReactNode, Ref } from 'react';
import { useKeys } from '#browser/keys/use-keys.ts';
import { IconButton } from '#browser/ui/button.tsx';
import { Key } from '#browser/ui/text.tsx';

/** The one filter line. "/" brings the keyboard here from anywhere on the page; arrow down goes on to the rows. */
export function FilterInput(props: {
  ref: Ref<HTMLInputElement>;
  text: string;
  onChange: (text: string) => void;
  onLeave: () => void;
  focus: () => void;
  className?: string;
}): ReactNode {
  const clear = () => props.onChange('');
  useKeys('filter', { filter: props.focus, clearFilter: props.text === '' ? () => false : clear });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault();
      props.onLeave();
    }
    if (event.key === 'Escape') {
      event.preventDefault();
      if (props.text === '') props.onLeave();
      else clear();
    }
  };
  return (
    <div
      className={`flex h-control items-center gap-1.5 rounded-control bg-canvas pr-1.5 pl-2.5 text-small ring-1 ring-control ring-inset focus-within:ring-2 focus-within:ring-accent forced-colors:outline forced-colors:focus-within:outline-2 touch:h-touch ${props.className ?? ''}`}
    >
      <Search className="size-3.5 shrink-0 text-ink-3" strokeWidth={1.75} aria-hidden />
      <input
        ref={props.ref}
        type="search"
        aria-label="Filter devices"
        placeholder="Filter, e.g. tag:prod os:linux status:offline"
        value={props.text}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        onChange={(event) => props.onChange(event.target.value)}
        onKeyDown={onKeyDown}
        className="h-full min-w-0 flex-1 appearance-none bg-transparent outline-none [&::-webkit-search-cancel-button]:hidden"
      />
      {props.text !== '' && (
        <IconButton icon={X} label="Clear filter" size="size-6" iconSize="size-3.5" onClick={clear} />
      )}
      <Key>/</Key>
    </div>
  );
}
