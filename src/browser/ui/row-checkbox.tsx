import { Check, Minus } from 'lucide-react';
import type { ReactNode } from 'react';

/** The box of every checkbox. */
export const boxClass =
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
