import type { Change, Difference, Entry } from '#browser/changes/change.ts';
import { type Step, stepOf } from '#browser/changes/hand-off/step.ts';
import { callOf } from '#browser/changes/request-of.ts';
import { attributeBody } from '#contract/posture.ts';
import { formatExact, readDate } from '#browser/device/moment.ts';
import { printValue } from './attribute-rows.ts';
import * as v from 'valibot';
import { type PostureIntent, type Seen, inverseOf, wantedBy } from './posture.schema.ts';

type SetIntent = Extract<PostureIntent, { kind: 'set' }>;
/** The device whose attribute is changed, and its machine name for the log. */
export type ChangedDevice = { readonly deviceId: string; readonly deviceName: string };

/** Setting an attribute, ready to be sent; `before` is what the server has. */
export function setChange(device: ChangedDevice, intent: SetIntent, before: Seen | null): Change<'setAttribute'> {
  const { key, value, expiry, comment } = intent;
  return {
    ...common(device, intent, before),
    title: before === null ? 'Posture attribute added' : 'Posture attribute changed',
    call: {
      name: 'setAttribute',
      parameters: { deviceId: device.deviceId, attributeKey: key },
      body: { value, ...(expiry === undefined ? {} : { expiry }), ...(comment === undefined ? {} : { comment }) },
    },
  };
}

/** Deleting an attribute, ready to be sent; `before` is what the server has. */
export function deleteChange(
  device: ChangedDevice,
  intent: PostureIntent,
  before: Seen | null,
): Change<'deleteAttribute'> {
  return {
    ...common(device, intent, before),
    title: 'Posture attribute deleted',
    call: { name: 'deleteAttribute', parameters: { deviceId: device.deviceId, attributeKey: intent.key } },
  };
}

/** What an entry of the log was to do; undefined for one of another kind. */
export function intentOfEntry({ request }: Pick<Entry, 'request'>): PostureIntent | undefined {
  const call = callOf(request);
  const key = call?.parameters['attributeKey'];
  if (key === undefined) return undefined;
  if (call?.name === 'deleteAttribute') return { kind: 'delete', key, base: null };
  const body = v.safeParse(attributeBody, request.body);
  if (!body.success) return undefined;
  const { value, expiry, comment } = body.output;
  return { kind: 'set', key, value, ...(expiry ? { expiry } : {}), ...(comment ? { comment } : {}), base: null };
}

/** An intent as a step that can be shown and handed on before it is sent. */
export function postureStep(device: ChangedDevice, intent: PostureIntent, before: Seen | null): Step {
  return intent.kind === 'set'
    ? stepOf(setChange(device, intent, before))
    : stepOf(deleteChange(device, intent, before));
}

function common(device: ChangedDevice, intent: PostureIntent, before: Seen | null) {
  const inverse = inverseOf(intent, before);
  return {
    aspect: 'posture' as const,
    deviceId: device.deviceId,
    deviceName: device.deviceName,
    differences: [difference(intent.key, before, wantedBy(intent))],
    undo: inverse && { aspect: 'posture' as const, intent: inverse },
    ...(inverse === undefined
      ? { finality: 'Cannot be undone. The old value is of a kind that cannot be written.' }
      : {}),
  };
}

function difference(key: string, before: Seen | null, after: Seen | null): Difference {
  if (before === null) return { kind: 'added', text: seenWords(key, after) };
  if (after === null) return { kind: 'removed', text: seenWords(key, before) };
  return { kind: 'became', before: seenWords(key, before), after: seenWords(key, after) };
}

/** "custom:site = fra_dc2 until 30 Nov 2026, 17:12 UTC". */
function seenWords(key: string, seen: Seen | null): string {
  const until = readDate(seen?.expiry);
  return `${key} = ${printValue(seen?.value)}${until === undefined ? '' : ` until ${formatExact(until)}`}`;
}
