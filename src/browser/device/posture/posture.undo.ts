import type { DeviceWriter } from '#browser/device/editing/device-mutation.ts';
import { carryOut } from '#browser/device/editing/undo-with.ts';
import { readDate } from '#browser/device/moment.ts';
import type { Attributes } from '#contract/posture.ts';
import * as v from 'valibot';
import { postureOptions } from './posture.mutation.ts';
import { type PostureIntent, postureIntent } from './posture.schema.ts';

/**
 * Takes the entry `undoes` of the log back by its inverse intent: the old value until its old expiry, or no attribute.
 * Somebody else's newer value is left alone, and that is the failure then. An old value that would have run out by now
 * (`now`, milliseconds since 1970) is gone instead. Throws ValiError when `intent` is none; fails like any write.
 */
export function undoPosture(
  writer: DeviceWriter,
  intent: unknown,
  undoes: string,
  now: number = Date.now(),
): Promise<Attributes> {
  return carryOut(writer.queryClient, postureOptions(writer, undoes), ofToday(v.parse(postureIntent, intent), now));
}

function ofToday(intent: PostureIntent, now: number): PostureIntent {
  const until = intent.kind === 'set' ? readDate(intent.expiry) : undefined;
  if (until === undefined || until > now) return intent;
  return { kind: 'delete', key: intent.key, base: intent.base };
}
