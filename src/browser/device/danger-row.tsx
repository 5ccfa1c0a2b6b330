import { Button } from '#browser/ui/button.tsx';
import type { ReactNode, Ref } from 'react';

/** One thing that cuts a device off: its name, its consequence, and the button that asks for it. */
export function DangerRow(props: {
  title: string;
  consequence: ReactNode;
  verb: string;
  /** What the button does, out of its place: "Expire key". */
  label: string;
  disabledReason?: string | undefined;
  isBusy?: boolean;
  onClick: () => void;
  /** What became of it, below. */
  children?: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}): ReactNode {
  return (
    <li className="text-small">
      <div className="flex items-center gap-3 py-1.5">
        <span className="min-w-0 flex-1">
          <span className="font-medium">{props.title}</span> <span className="text-ink-3">{props.consequence}</span>
        </span>
        <Button
          {...(props.ref === undefined ? {} : { ref: props.ref })}
          kind="danger"
          size="sm"
          label={props.label}
          className="min-w-[68px]"
          disabledReason={props.disabledReason}
          isBusy={props.isBusy ?? false}
          onClick={props.onClick}
        >
          {props.verb}
        </Button>
      </div>
      {props.children}
    </li>
  );
}
