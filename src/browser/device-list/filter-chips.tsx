import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';

/** The finished tokens of the filter line. Each can be taken out; Backspace in the text takes the last one back into it. */
export function FilterChips(props: { chips: readonly string[]; onRemove: (position: number) => void }): ReactNode {
  const { chips } = props;
  const list = useRef<HTMLUListElement>(null);
  // Scrolling belongs to the element: what was finished last is in view.
  const count = chips.length;
  useEffect(() => {
    if (count > 0) list.current?.scrollTo({ left: list.current.scrollWidth });
  }, [count]);
  const seen = new Map<string, number>();
  // The same token may stand there twice.
  const keyed = chips.map((chip) => {
    const nth = seen.get(chip) ?? 0;
    seen.set(chip, nth + 1);
    return { chip, key: `${chip} ${nth}` };
  });
  return (
    <ul ref={list} aria-label="Filters" className="flex max-w-full min-w-0 items-center gap-1 overflow-x-auto">
      {keyed.map(({ chip, key }, position) => (
        <li
          key={key}
          className="inline-flex h-[22px] shrink-0 items-center rounded-chip bg-accent-tint pl-1.5 font-mono text-code-sm whitespace-nowrap text-accent-ink touch:h-9"
        >
          {chip.slice(0, chip.indexOf(':') + 1)}
          <span className="font-semibold">{chip.slice(chip.indexOf(':') + 1)}</span>
          <button
            type="button"
            aria-label={`Remove ${chip}`}
            title={`Remove ${chip}`}
            onClick={() => props.onRemove(position)}
            className="inline-flex h-full w-6 items-center justify-center rounded-chip -outline-offset-2"
          >
            <X className="size-3" strokeWidth={2} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}
