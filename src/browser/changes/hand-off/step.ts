import type { Change, Entry } from '#browser/changes/change.ts';
import { requestOf } from '#browser/changes/request-of.ts';
import type { EndpointName } from '#contract/endpoints.ts';

/** One change as far as others need it to repeat it: an entry of the log is one already. */
export type Step = Pick<Entry, 'aspect' | 'deviceId' | 'deviceName' | 'differences' | 'undo' | 'finality' | 'request'>;

/** A change that is not sent yet, as a step. Throws TypeError when a parameter of its call does not match its pattern. */
export function stepOf<N extends EndpointName>(
  change: Pick<Change<N>, 'aspect' | 'deviceId' | 'deviceName' | 'differences' | 'undo' | 'finality' | 'call'>,
): Step {
  const { aspect, deviceId, deviceName, differences, undo, finality, call } = change;
  return { aspect, deviceId, deviceName, differences, undo, finality, request: requestOf(call) };
}
