import { type ReactNode, useId } from 'react';

/** One of many, as the system shows it: with its keys, and on a phone with its wheel. */
export function SelectField(props: {
  label: string;
  isLabelHidden?: boolean;
  value: string;
  choices: readonly (readonly [value: string, label: string])[];
  onChange: (value: string) => void;
}): ReactNode {
  const id = useId();
  return (
    <div className="min-w-0 flex-1">
      <label
        htmlFor={id}
        className={props.isLabelHidden === true ? 'sr-only' : 'block text-caption font-medium text-ink-2'}
      >
        {props.label}
      </label>
      <select
        id={id}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
        className="mt-1 h-control w-full min-w-0 rounded-control bg-canvas px-2 text-small text-ink ring-1 ring-control ring-inset touch:h-touch"
      >
        {props.choices.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}
