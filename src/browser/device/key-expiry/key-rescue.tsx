import { Command } from '#browser/ui/command.tsx';
import { Button } from '#browser/ui/button.tsx';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';

/**
 * How a device comes back whose key expired by accident, step by step, and how expiry is turned on again without cutting
 * it off (https://tailscale.com/kb/1028/key-expiry). Steps that are done are ticked.
 */
export function KeyRescue(props: {
  /** False once expiry is off: the first step is done. */
  isExpired: boolean;
  isConnected: boolean;
  isOpen: boolean;
  offReason: string | undefined;
  isBusy: boolean;
  onTurnOff: () => void;
}): ReactNode {
  const { isExpired, isConnected } = props;
  const steps = (
    <ol aria-label="How it comes back" className="mt-1 flex flex-col gap-1 text-small">
      <Step number={1} isDone={!isExpired}>
        {isExpired ? (
          <Button
            size="sm"
            disabledReason={props.offReason}
            isBusy={props.isBusy}
            onClick={props.onTurnOff}
            className="my-0.5"
          >
            Turn expiry off to restore access
          </Button>
        ) : (
          'Turn expiry off.'
        )}
      </Step>
      <Step number={2} isDone={!isExpired && isConnected}>
        {!isExpired && isConnected ? 'It is connected again.' : 'Wait until it is connected again.'}
      </Step>
      <Step number={3}>
        Sign in on it again, in its app or with a command. Its key gets a new date.
        <Command text="tailscale up --force-reauth" />
      </Step>
      <Step number={4}>Turn expiry on.</Step>
    </ol>
  );
  if (isExpired) return <div className="mt-2">{steps}</div>;
  return (
    <details className="mt-1.5" open={props.isOpen}>
      <summary className="w-fit cursor-pointer py-0.5 text-small touch:py-3 text-ink-2 hover:text-ink">
        How to turn it on without cutting the device off
      </summary>
      {steps}
    </details>
  );
}

function Step(props: { number: number; isDone?: boolean; children: ReactNode }): ReactNode {
  return (
    <li className="flex items-start gap-2">
      <span className="w-4 shrink-0 py-px text-right text-ink-3" aria-hidden>
        {props.isDone ? <Check className="mt-[3px] ml-auto size-3.5 text-ok-ink" strokeWidth={2.25} /> : props.number}
      </span>
      <div className={`min-w-0 flex-1 ${props.isDone ? 'text-ink-3' : ''}`}>
        {props.isDone && <span className="sr-only">Done: </span>}
        {props.children}
      </div>
    </li>
  );
}
