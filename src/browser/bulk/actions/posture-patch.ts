import { ApiError } from '#browser/api/api-error.ts';
import type { Outcome } from '#browser/changes/change.ts';
import { ChangeError } from '#browser/changes/send-change.ts';
import { machineName } from '#browser/device/device-facts.ts';
import { WriteError } from '#browser/device/failure/write-error.ts';
import { readUntil } from '#browser/device/editing/read-until.ts';
import { deleteChange, postureStep, setChange } from '#browser/device/posture/posture-change.ts';
import { type PostureIntent, isInEffect, seenOf } from '#browser/device/posture/posture.schema.ts';
import type { BulkWriter, Done, Together } from '#browser/bulk/bulk-action.ts';
import type { Attributes } from '#contract/posture.ts';
import type { ListedDevice } from '#contract/device-list.ts';

type Item = { readonly writer: BulkWriter; readonly device: ListedDevice; readonly before: Attributes };
type Ends = Map<string, Done | Error>;

/**
 * One attribute of many devices by one merge patch (https://tailscale.com/api, "Batch update custom device posture
 * attributes"). It does all or nothing and names no device in a refusal, so a refused patch goes one by one
 * (`writeOne`), and one that the server does not know is not tried again.
 */
export function patchTogether(intent: PostureIntent, writeOne: (writer: BulkWriter) => Promise<Done>): Together {
  let isOffered = true;
  return {
    most: 25,
    async carryOut(writers, devices) {
      const ends: Ends = new Map();
      const oneByOne = async (some: readonly BulkWriter[]) => {
        for (const writer of some) ends.set(writer.deviceId, await writeOne(writer).catch(asError));
      };
      if (!isOffered || writers.length === 1) {
        await oneByOne(writers);
        return ends;
      }
      const items: Item[] = [];
      for (const [index, writer] of writers.entries()) {
        const before = await read(writer).catch(errorOf);
        const device = devices[index];
        if (before instanceof Error) ends.set(writer.deviceId, notSent(before));
        else if (isInEffect(before, intent)) ends.set(writer.deviceId, 'changed');
        else if (device !== undefined) items.push({ writer, device, before });
      }
      const [first] = items;
      if (first === undefined) return ends;
      const answer = await send(first.writer, intent, items);
      if (answer instanceof ApiError && isPlainRefusal(answer)) {
        if (answer.kind !== 'invalid') isOffered = false;
        await oneByOne(items.map(({ writer }) => writer));
        return ends;
      }
      for (const item of items) ends.set(item.writer.deviceId, await settle(item, intent, answer));
      return ends;
    },
  };
}

/** Sends the patch; gives its answer's facts, or why it failed. */
async function send(writer: BulkWriter, intent: PostureIntent, items: readonly Item[]): Promise<Sent | ApiError> {
  const { key } = intent;
  const { value, expiry, comment } = intent.kind === 'set' ? intent : { value: undefined };
  const entry = value === undefined ? null : { value, ...(expiry === undefined ? {} : { expiry }) };
  const at = Date.now();
  try {
    const { status, requestId } = await writer.api.exchange('patchAttributes', {
      parameters: { tailnet: '-' },
      idempotencyKey: crypto.randomUUID(),
      body: {
        nodes: Object.fromEntries(items.map(({ writer: { deviceId } }) => [deviceId, { [key]: entry }])),
        ...(comment === undefined ? {} : { comment }),
      },
    });
    return { at, status, requestId };
  } catch (error) {
    return errorOf(error);
  }
}

type Sent = { readonly at: number; readonly status: number; readonly requestId: string | undefined };

/** True when nothing was done, and another way may do it; a 429 waits, and an answer that was lost is read. */
function isPlainRefusal({ kind }: ApiError): boolean {
  return kind === 'invalid' || kind === 'missing' || kind === 'unsupported' || kind === 'forbidden';
}

/** True when the answer says that nothing came through; a page by the name of a success leaves that open. */
function wasTurnedAway({ kind, status }: ApiError): boolean {
  return kind === 'slow-down' || kind === 'key-refused' || (kind === 'login' && status !== 200);
}

/** What became of one device, read again; its part goes into the log. */
async function settle(item: Item, intent: PostureIntent, answer: Sent | ApiError): Promise<Done | Error> {
  const isLost = answer instanceof ApiError;
  const id = crypto.randomUUID();
  if (isLost && wasTurnedAway(answer)) return new ChangeError('refused', answer, id);
  const isInEffectNow = (seen: Attributes) => isInEffect(seen, intent);
  const after = await readUntil(() => read(item.writer), isInEffectNow, item.writer.patience ?? patience);
  const isThere = after === undefined ? !isLost : isInEffect(after, intent);
  const outcome: Outcome = isThere ? 'applied' : after === undefined ? 'unknown' : 'not-applied';
  record(id, item, intent, answer, outcome);
  if (isThere) return 'changed';
  if (!isLost) return new WriteError('not-kept');
  return new ChangeError(after === undefined ? 'unknown' : 'not-applied', answer, id);
}

/** The log tells each device as if it had been changed alone, which is also how it is taken back. */
function record(
  id: string,
  { writer, device, before }: Item,
  intent: PostureIntent,
  answer: Sent | ApiError,
  outcome: Outcome,
) {
  const changed = { deviceId: writer.deviceId, deviceName: machineName(device) };
  const seen = seenOf(before, intent.key);
  const { title } = intent.kind === 'set' ? setChange(changed, intent, seen) : deleteChange(changed, intent, seen);
  const at = answer instanceof ApiError ? Date.now() : answer.at;
  writer.api.activity.add({
    ...postureStep(changed, intent, seen),
    id,
    at,
    title,
    outcome,
    status: answer.status || undefined,
    took: Date.now() - at,
    requestId: answer.requestId,
    message: answer instanceof ApiError ? answer.message : undefined,
    undoneAt: undefined,
    undoes: undefined,
  });
}

const patience = [0, 500, 1500, 3000];

function read({ api, deviceId }: BulkWriter): Promise<Attributes> {
  return api.client('getAttributes', { parameters: { deviceId } });
}

function notSent(error: ApiError): Error {
  return error.kind === 'slow-down' || error.name === 'Stopped' ? error : new WriteError('not-sent', error);
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : errorOf(error);
}

function errorOf(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError('This page made a mistake.', { kind: 'unexpected', cause: error });
}
