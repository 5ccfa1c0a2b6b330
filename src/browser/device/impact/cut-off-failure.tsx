import { changeFailureWords } from '#browser/device/failure/change-failure.ts';
import { ChangeFailureNotice } from '#browser/device/failure/change-failure-notice.tsx';
import { useKnownOutcome } from '#browser/device/failure/use-known-outcome.ts';
import type { ReactNode } from 'react';
import { ConsoleLoss } from './console-loss.tsx';

/**
 * A change that cuts a device off and did not come about, or is not known to have: what the server said, and where this
 * page was reached through that device, why it may not get through any more.
 */
export function CutOffFailure(props: {
  deviceId: string;
  error: Error;
  /** Completes "refused to": "expire the key of bastion". */
  action: string;
  /** What a key needs to be allowed it: "expire keys". */
  scope: string;
  /** Undefined where it cannot be tried again now. */
  onAgain: (() => void) | undefined;
  onDismiss: () => void;
}): ReactNode {
  const { error, onAgain } = props;
  const asKnown = useKnownOutcome();
  return (
    <>
      <ChangeFailureNotice
        words={changeFailureWords(asKnown(error), props.action, props.scope)}
        again={onAgain && { label: 'Try again', onClick: onAgain }}
        onDismiss={props.onDismiss}
      />
      <ConsoleLoss deviceId={props.deviceId} error={error} />
    </>
  );
}
