import { Check, Minus } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { boxClass } from './row-checkbox.tsx';

/**
 * A native checkbox with its label and, where there is one, a note that describes it. The whole row is the target.
 * `isMixed` is neither ticked nor clear; a press then ticks it.
 */
export function Checkbox(props: {
  label: ReactNode;
  note?: ReactNode;
  isChecked: boolean;
  isMixed?: boolean;
  onChange: (isChecked: boolean) => void;
  /** Label and note side by side from 384 px of container width on, the label in a column of this class. */
  labelClass?: string;
  /** The note stays under the label at every width. */
  isStacked?: boolean;
}): ReactNode {
  const id = useId();
  const { isMixed = false } = props;
  return (
    <div
      className={`grid grid-cols-[auto_minmax(0,1fr)] gap-x-2.5 ${props.isStacked ? '' : '@sm:flex @sm:items-start'}`}
    >
      <span className="relative mt-0.5 inline-flex size-4 shrink-0">
        <input
          id={id}
          type="checkbox"
          checked={props.isChecked && !isMixed}
          ref={(input) => {
            if (input !== null) input.indeterminate = isMixed;
          }}
          onChange={(event) => props.onChange(event.target.checked)}
          aria-describedby={props.note === undefined ? undefined : `${id}-note`}
          className={boxClass}
        />
        <Check
          className="pointer-events-none absolute top-0.5 left-0.5 hidden size-3 text-on-accent peer-checked:block forced-colors:hidden"
          strokeWidth={3}
          aria-hidden
        />
        <Minus
          className="pointer-events-none absolute top-0.5 left-0.5 hidden size-3 text-on-accent peer-indeterminate:block forced-colors:hidden"
          strokeWidth={3}
          aria-hidden
        />
      </span>
      <label htmlFor={id} className={`min-w-0 cursor-pointer ${props.labelClass ?? ''}`}>
        {props.label}
      </label>
      {props.note !== undefined && (
        <label
          htmlFor={id}
          id={`${id}-note`}
          className="col-start-2 min-w-0 flex-1 cursor-pointer text-small text-ink-3"
        >
          {props.note}
        </label>
      )}
    </div>
  );
}
