import { Check, Minus } from 'lucide-react';
import { type ReactNode, useId } from 'react';

const boxClass =
  'peer size-4 cursor-pointer appearance-none rounded-chip bg-canvas ring-1 ring-control ring-inset checked:bg-accent checked:ring-accent indeterminate:bg-accent indeterminate:ring-accent forced-colors:appearance-auto';

/**
 * A checkbox in a table, whose rows stand for the label that `label` gives to readers. It is no stop of the Tab key: the
 * table has keys for it. What surrounds it hears the click.
 */
export function RowCheckbox(props: { label: string; isChecked: boolean; isMixed?: boolean }): ReactNode {
  const { isChecked, isMixed = false } = props;
  const Icon = isMixed ? Minus : Check;
  return (
    <span className="relative inline-flex size-4">
      <input
        type="checkbox"
        tabIndex={-1}
        aria-label={props.label}
        checked={isChecked && !isMixed}
        ref={(input) => {
          if (input !== null) input.indeterminate = isMixed;
        }}
        onChange={heardAbove}
        className={boxClass}
      />
      {(isChecked || isMixed) && (
        <Icon
          className="pointer-events-none absolute top-0.5 left-0.5 size-3 text-on-accent forced-colors:hidden"
          strokeWidth={3}
          aria-hidden
        />
      )}
    </span>
  );
}

function heardAbove(): void {
  // The click that changed it is the table's.
}

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
