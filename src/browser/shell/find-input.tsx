import { Search, X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { useKeys } from '#browser/keys/use-keys.ts';
import { IconButton } from '#browser/ui/button.tsx';
import { Key } from '#browser/ui/text.tsx';

/** A line to find something by. "/" brings the keyboard here from anywhere on the page. */
export function FindInput(props: {
  label: string;
  placeholder: string;
  text: string;
  onChange: (text: string) => void;
  className?: string;
}): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const clear = () => props.onChange('');
  useKeys('filter', {
    filter: () => input.current?.focus(),
    clearFilter: props.text === '' ? () => false : clear,
  });
  return (
    <div
      className={`flex h-control items-center gap-1.5 rounded-control bg-canvas pr-1.5 pl-2.5 text-small ring-1 ring-control ring-inset focus-within:ring-2 focus-within:ring-accent forced-colors:outline forced-colors:focus-within:outline-2 touch:h-touch print:hidden ${props.className ?? ''}`}
    >
      <Search className="size-3.5 shrink-0 text-ink-3" strokeWidth={1.75} aria-hidden />
      <input
        ref={input}
        type="search"
        aria-label={props.label}
        placeholder={props.placeholder}
        value={props.text}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        onChange={(event) => props.onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          if (props.text === '') input.current?.blur();
          else clear();
        }}
        className="h-full min-w-0 flex-1 appearance-none bg-transparent outline-none [&::-webkit-search-cancel-button]:hidden"
      />
      {props.text !== '' && <IconButton icon={X} label="Clear" size="size-6" iconSize="size-3.5" onClick={clear} />}
      <Key>/</Key>
    </div>
  );
}
