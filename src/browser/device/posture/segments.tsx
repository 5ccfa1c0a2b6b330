import { type ReactNode, useId } from 'react';

/** A choice of a few words side by side: one radio group, one stop for the Tab key, arrow keys within. */
export function Segments<Value extends string>(props: {
  label: string;
  options: readonly { readonly value: Value; readonly label: string }[];
  value: Value;
  onChange: (value: Value) => void;
  /** Why nothing else can be chosen, as a sentence that stands below; undefined when everything can. */
  fixedReason?: string | undefined;
}): ReactNode {
  const id = useId();
  const { value, fixedReason } = props;
  const isFixed = fixedReason !== undefined;
  return (
    <fieldset className="min-w-0" aria-describedby={isFixed ? `${id}-reason` : undefined}>
      <legend className="text-caption font-medium text-ink-2">{props.label}</legend>
      <span className="mt-1 inline-flex h-control max-w-full items-center rounded-control p-0.5 ring-1 ring-control ring-inset touch:h-touch">
        {props.options.map((option) => (
          <label
            key={option.value}
            className={`relative inline-flex h-full items-center rounded-chip px-2 text-small whitespace-nowrap has-focus-visible:outline-2 has-focus-visible:outline-focus ${option.value === value ? 'bg-active font-medium' : isFixed ? 'cursor-not-allowed text-ink-3 line-through' : 'cursor-pointer text-ink-2'}`}
          >
            <input
              type="radio"
              name={id}
              value={option.value}
              checked={option.value === value}
              disabled={isFixed && option.value !== value}
              onChange={() => props.onChange(option.value)}
              className="absolute inset-0 cursor-[inherit] appearance-none outline-hidden"
            />
            <span className="pointer-events-none">{option.label}</span>
          </label>
        ))}
      </span>
      {isFixed && (
        <p id={`${id}-reason`} className="mt-1.5 text-small wrap-anywhere text-ink-3">
          {fixedReason}
        </p>
      )}
    </fieldset>
  );
}
