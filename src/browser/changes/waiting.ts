import type { SessionLog } from './activity-log.ts';
import type { Aspect, Change, Entry } from './change.ts';
import { requestOf } from './request-of.ts';
import type { EndpointName } from '#contract/endpoints.ts';

/** What is wanted of a device, as far as it can be told before the device was read for it. */
export type Wish = Pick<
  Entry,
  'aspect' | 'deviceId' | 'deviceName' | 'title' | 'differences' | 'undo' | 'finality' | 'request' | 'undoes'
>;

/** A change as a wish. Throws TypeError when a parameter of its call does not match its pattern. */
export function wishOf<N extends EndpointName>(change: Change<N>): Wish {
  const { aspect, deviceId, deviceName, title, differences, undo, finality, undoes, call } = change;
  return { aspect, deviceId, deviceName, title, differences, undo, finality, undoes, request: requestOf(call) };
}

/** The entry of a wish; `at` is milliseconds since 1970. */
export function entryOf(wish: Wish, id: string, at: number, outcome: 'waiting' | 'sending'): Entry {
  const { aspect, deviceId, deviceName, title, differences, undo, finality, undoes, request } = wish;
  const told = { status: undefined, took: undefined, requestId: undefined, message: undefined, undoneAt: undefined };
  return {
    id,
    at,
    aspect,
    deviceId,
    deviceName,
    title,
    differences,
    undo,
    finality,
    request,
    outcome,
    ...told,
    undoes,
  };
}

/** The entry of what is carried out now: the oldest that waits for this part of this device. */
export function nextWaiting(log: SessionLog, deviceId: string, aspect: Aspect): string | undefined {
  return log.entries().find((entry) => isWaiting(entry) && entry.deviceId === deviceId && entry.aspect === aspect)?.id;
}

/** Ends an entry that was never sent: with a reason it says so from now on, without one there was nothing to send. */
export function endWaiting(log: SessionLog, id: string, reason: Pick<Entry, 'status' | 'message'> | undefined): void {
  const entry = log.entries().find((one) => one.id === id);
  if (entry === undefined || !isWaiting(entry)) return;
  if (reason === undefined) log.remove(id);
  else log.update(id, { ...reason, outcome: 'not-sent', took: 0 });
}

function isWaiting({ outcome }: Entry): boolean {
  return outcome === 'waiting';
}
