import { type ReactNode, useId } from 'react';

export type Choice<Value extends string> = { readonly value: Value; readonly label: string };

/** One of a few, as buttons that are radios to the keyboard and to every reader. */
export function Choices<Value extends string>(props: {
  label: string;
  value: Value;
  choices: readonly Choice<Value>[];
  onChange: (value: Value) => void;
}): ReactNode {
  const name = useId();
  return (
    <fieldset className="mt-3">
      <legend className="mb-2 text-caption font-medium text-ink-2">{props.label}</legend>
      <div className="flex flex-wrap gap-1">
        {props.choices.map(({ value, label }) => (
          <label
            key={value}
            className="relative inline-flex h-control-sm cursor-pointer items-center rounded-control px-2 text-small whitespace-nowrap text-ink-2 ring-1 ring-line-strong ring-inset has-checked:bg-active has-checked:font-medium has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-focus touch:h-touch touch:px-3"
          >
            <input
              type="radio"
              name={name}
              className="absolute inset-0 size-full cursor-pointer appearance-none outline-none"
              checked={props.value === value}
              onChange={() => props.onChange(value)}
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
