import { ApiError } from '#browser/api/api-error.ts';
import type { Policy } from '#browser/api/queries.ts';
import type { Part } from '#browser/changes/change.ts';
import { WriteError } from '#browser/device/failure/write-error.ts';
import { isUndoable } from '#browser/activity/undo-words.ts';
import { undoChange } from '#browser/device/undo-change.ts';
import type { Device } from '#contract/device.ts';
import type { ListedDevice } from '#contract/device-list.ts';
import type { Attributes } from '#contract/posture.ts';
import { carryOut } from './carry-out.ts';
import { showEntry, undoEntry } from './handover-entry.ts';
import { planHandover } from './handover-plan.ts';
import type { HandoverRecord } from './handover-record.ts';
import { createHandoverRecorder } from './handover-recorder.ts';
import { type HandoverRun, type Reader, type RunWorld, startHandoverRun } from './handover-run.ts';
import type { World } from './handover-world.ts';

/** A hand-over that was begun. */
export type BegunRecord = HandoverRecord & {
  readonly newId: string;
  readonly begun: NonNullable<HandoverRecord['begun']>;
};

/** What the run of a hand-over stands on. */
export type HandoverWorld = RunWorld & {
  /** Why whoever opened the page may not change an aspect; undefined when they may. */
  readonly reasonAgainst: World['reasonAgainst'];
  /** The newest list of the tailnet. */
  readonly devices: () => readonly ListedDevice[];
  readonly policy: Policy | undefined;
  /** Told of every reading of one of the two devices; undefined for one that is gone. */
  readonly onRead: (deviceId: string, device: Device | undefined, attributes: Attributes | undefined) => void;
  /** Keeps what was sent: called before a request leaves and when its answer is here. */
  readonly keep: (record: HandoverRecord) => void;
};

/** After this a request whose answer never came can no longer come about, in milliseconds. */
const longestWrite = 60_000;

export function isBegun(record: HandoverRecord): record is BegunRecord {
  return record.begun !== null && record.newId !== null;
}

/**
 * Begins or goes on with a hand-over: reads both devices, ticks what is so, sends the next line, and again until nothing
 * is left. The old device is removed only with `isRemoving`, which the person says when everything else is done.
 */
export function startHandover(given: HandoverWorld, from: BegunRecord, isRemoving: boolean): HandoverRun {
  const { now = () => Date.now(), api } = given;
  let record = from;
  const recorder = createHandoverRecorder({
    session: api.activity,
    sent: record.sent,
    onChange(sent) {
      record = { ...record, sent };
      given.keep(record);
      showEntry(api.activity, record, true);
    },
    onUndone: () => undefined,
  });
  showEntry(api.activity, record, true);

  const next = async (reader: Reader) => {
    const world = await readWorld(given, record, reader.client, now());
    const lines = planHandover(world, record);
    for (const { id, verdict } of lines) if (verdict.kind === 'so-already') recorder.found(id);
    const line = lines.find(
      ({ id, verdict, isLeftOut }) =>
        !isLeftOut && (id !== 'remove' || isRemoving) && (verdict.kind === 'change' || verdict.kind === 'conflict'),
    );
    if (line === undefined) return undefined;
    if (line.verdict.kind !== 'change') return { line: line.id, failure: new WriteError('changed-since') };
    const { deed, step } = line.verdict;
    return {
      line: line.id,
      deviceId: step.deviceId,
      device: line.on === 'new' ? world.next : world.old,
      carryOut: (writer: Parameters<typeof carryOut>[0]) => carryOut(writer, deed, step.deviceName),
    };
  };
  /** What was sent by a page that is gone may still be on its way: it is looked for until it no longer can be. */
  const patiently = async (reader: Reader) => {
    let waited = 0;
    for (let pause = 1000; ; pause = Math.min(10_000, pause * 2)) {
      const job = await next(reader);
      const lost = record.sent.findLast(({ line }) => line === job?.line)?.part;
      if (job === undefined || lost === undefined || lost.outcome !== 'unknown' || lost.took !== undefined) return job;
      if (waited >= longestWrite || now() - lost.at >= longestWrite) return job;
      await reader.pause(pause);
      waited += pause;
    }
  };
  const run = startHandoverRun(given, recorder, patiently);
  void run.settled.then(() => showEntry(api.activity, record, false));
  return run;
}

/** Takes back what a hand-over changed and what has a way back, the last first. An entry of its own tells of it. */
export function undoHandover(given: HandoverWorld, from: BegunRecord): HandoverRun {
  const { api, now = () => Date.now() } = given;
  let record = from;
  const entry = undoEntry(api.activity, record, now());
  const recorder = createHandoverRecorder({
    session: api.activity,
    sent: [],
    onChange: (sent) => entry.show(sent, true),
    onUndone(id) {
      const sent = record.sent.map((one) =>
        one.part.id === id ? { ...one, part: { ...one.part, undoneAt: now() } } : one,
      );
      record = { ...record, sent };
      given.keep(record);
      api.activity.update(id, { undoneAt: now() });
    },
  });
  const run = startHandoverRun(given, recorder, async ({ client }) => {
    const { old, next } = await readWorld(given, record, client, now());
    const last = record.sent.findLast(({ part }) => canGoBack(part, old === undefined ? record.sheet.id : undefined));
    if (last === undefined) return undefined;
    const { part, line } = last;
    return {
      line,
      deviceId: part.deviceId,
      device: part.deviceId === record.sheet.id ? old : next,
      carryOut: async (writer) => {
        await undoChange(writer, { ...part, aspect: part.aspect ?? 'handover', title: part.title ?? '' });
        // Where the server had it so already, nothing was sent that would say so.
        recorder.log.update(part.id, { undoneAt: now() });
      },
    };
  });
  void run.settled.then(() => entry.show(recorder.sent(), false));
  return run;
}

/** True for what is in effect and has a way back; nothing goes back to the device with the id `gone`. */
export function canGoBack(part: Part, gone: string | undefined): boolean {
  return isUndoable(part) && part.deviceId !== gone;
}

/** Reads both devices and the attributes of the new one. Rejects with ApiError; with `missing` when the new one is gone. */
async function readWorld(
  given: HandoverWorld,
  record: BegunRecord,
  client: Reader['client'],
  now: number,
): Promise<World & { readonly old: Device | undefined; readonly next: Device }> {
  const { sheet, newId, begun } = record;
  const [old, next, attributes] = await Promise.all([
    client('getDevice', { parameters: { deviceId: sheet.id }, query: { fields: 'all' } }).catch(absentIfMissing),
    client('getDevice', { parameters: { deviceId: newId }, query: { fields: 'all' } }),
    sheet.attributes?.length
      ? client('getAttributes', { parameters: { deviceId: newId } }).catch(absentIfRefused)
      : undefined,
  ]);
  given.onRead(sheet.id, old, undefined);
  given.onRead(newId, next, attributes);
  const { before, since } = begun;
  const { policy, reasonAgainst } = given;
  return { sheet, old, next, before, attributes, devices: given.devices(), policy, since, now, reasonAgainst };
}

function absentIfMissing(error: unknown): undefined {
  if (error instanceof ApiError && error.kind === 'missing') return undefined;
  throw error;
}

function absentIfRefused(error: unknown): undefined {
  if (error instanceof ApiError && (error.kind === 'forbidden' || error.kind === 'unsupported')) return undefined;
  throw error;
}
