import type { ReactNode } from 'react';

/** One thing that a list can be narrowed to; its count is undefined while it is not known, and a zero stays visible. */
type Choice<Id> = { readonly id: Id; readonly label: string; readonly count: number | undefined };

/** The questions that a list is asked most, one of them chosen, each with how much it leaves. */
export function Narrowing<Id extends string | undefined>(props: {
  /** Names the group in its document. */
  name: string;
  choices: readonly Choice<Id>[];
  chosen: Id;
  onChoose: (id: Id) => void;
}): ReactNode {
  return (
    <fieldset className="flex min-w-0 items-center gap-0.5 overflow-x-auto py-px max-md:w-full max-md:gap-2 max-md:px-4">
      <legend className="sr-only">Quick filters</legend>
      {props.choices.map(({ id, label, count }) => (
        <label
          key={id ?? ''}
          className="relative inline-flex h-control-sm shrink-0 cursor-pointer items-center gap-1.5 rounded-control px-2 text-small whitespace-nowrap text-ink-2 hover:bg-hover has-checked:bg-active has-checked:font-medium has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-focus max-md:ring-1 max-md:ring-line-strong max-md:ring-inset touch:h-9 touch:px-3"
        >
          <input
            type="radio"
            name={props.name}
            className="absolute inset-0 size-full cursor-pointer appearance-none outline-none"
            checked={props.chosen === id}
            onChange={() => props.onChoose(id)}
          />
          {label}
          {count !== undefined && <span className="figures text-caption font-normal text-ink-3">{count}</span>}
        </label>
      ))}
    </fieldset>
  );
}
