import type { Api } from '#browser/api/api-context.ts';
import { createClient } from '#browser/api/client.ts';
import { type Routes, deviceKeys } from '#browser/api/queries.ts';
import { createSendChange } from '#browser/changes/send-change.ts';
import type { Part } from '#browser/changes/change.ts';
import { type Device, deviceSchema } from '#contract/device.ts';
import type { ListedDevice } from '#contract/device-list.ts';
import { QueryClient } from '@tanstack/react-query';
import { WriteError } from '#browser/device/failure/write-error.ts';
import * as v from 'valibot';
import type { BulkAction, BulkWriter, Done } from './bulk-action.ts';
import { type Gate, Stopped, createGate, gatedExchange, pauseFor } from './gate.ts';
import type { DeviceNews } from './list-news.ts';
import { type Recorder, createRecorder } from './recorder.ts';
import { isUnclear, reasonOf, wouldAllFail } from './run-failure.ts';

/**
 * Where one device of a run is: waiting, sending, applied (`isAsItWas`: it was so by then and nothing was sent), failed
 * with the error of its mutation, or not-sent because the run was stopped.
 */
export type ItemState =
  | { readonly kind: 'waiting' | 'sending' | 'not-sent' }
  | { readonly kind: 'applied'; readonly isAsItWas: boolean }
  | { readonly kind: 'failed'; readonly error: Error };

export type Counts = Readonly<Record<ItemState['kind'], number>>;

/** A run as it is drawn. The same object until something changes. */
export type RunSnapshot = {
  readonly phase: 'running' | 'stopping' | 'done';
  readonly counts: Counts;
  /** Set while the server wants to be left alone. */
  readonly closed: ReturnType<Gate['closed']>;
  /** Why the run stopped by itself: what refuses this device would refuse all. */
  readonly halt: Error | undefined;
};

export type BulkRun = {
  readonly snapshot: () => RunSnapshot;
  readonly subscribe: (listener: () => void) => () => void;
  readonly stateOf: (key: string) => ItemState;
  readonly recorder: Recorder;
  /** Sends nothing more; what is on its way comes to its end. */
  readonly stop: () => void;
  /**
   * Sends those of this kind, again or for the first time; only the one device where `only` is given. What failed may join
   * a run that is under way, behind those that wait; a run that is being stopped takes nothing more.
   */
  readonly resume: (kind: 'failed' | 'not-sent', only?: string) => void;
  /** Resolves when nothing is on its way any more. */
  readonly settled: () => Promise<void>;
};

const lanes = 4;

/** Starts to change these devices, a few at a time. */
export function startRun(given: {
  action: BulkAction;
  devices: readonly ListedDevice[];
  api: Pick<Api, 'exchange' | 'activity'>;
  onNews: (key: string, news: DeviceNews) => void;
  /** Told after every step, and once more at the end. */
  onStep: (isDone: boolean) => void;
  now?: () => number;
  pause?: typeof pauseFor;
  random?: () => number;
  patience?: readonly number[];
}): BulkRun {
  const { action, devices, api, now = () => Date.now(), pause = pauseFor, random = Math.random } = given;
  const recorder = createRecorder(api.activity);
  const states = new Map<string, ItemState>(devices.map(({ key }) => [key, { kind: 'waiting' }]));
  const byKey = new Map(devices.map((device) => [device.key, device]));
  const failures = new Map<string, Error>();
  const listeners = new Set<() => void>();
  const queue = devices.map(({ key }) => key);
  const counts = { waiting: devices.length, sending: 0, applied: 0, failed: 0, 'not-sent': 0 };
  let stopping = new AbortController();
  let halt: Error | undefined;
  let busy = 0;
  let settled = Promise.resolve();
  let shown: RunSnapshot | undefined;

  const tell = () => {
    shown = undefined;
    for (const listener of listeners) listener();
  };
  const gate = createGate({ now, pause, random, onChange: tell });
  const set = (key: string, state: ItemState) => {
    const before = states.get(key);
    if (before !== undefined) counts[before.kind] -= 1;
    counts[state.kind] += 1;
    states.set(key, state);
    tell();
  };

  const writerFor = (device: ListedDevice): BulkWriter => {
    const exchange = gatedExchange(api.exchange, gate, stopping.signal);
    // A cache of its own: the list of the page would be drawn anew with every reading of every device.
    const queryClient = new QueryClient({
      defaultOptions: { queries: { retry: false }, mutations: { retry: false, networkMode: 'always' } },
    });
    queryClient.setQueryData<Device>(deviceKeys.detail(device.key), v.parse(deviceSchema, device));
    const send = createSendChange({ exchange, log: recorder.log, now, newId: () => crypto.randomUUID() });
    const ownApi = { client: createClient(exchange), exchange, send, activity: recorder.log };
    const { patience } = given;
    return { api: ownApi, queryClient, deviceId: device.key, ...(patience === undefined ? {} : { patience }) };
  };

  /** One device by itself, or as many as go by one request. */
  const attempt = async (taken: readonly ListedDevice[]) => {
    const { signal } = stopping;
    const before = new Map(taken.map(({ key }) => [key, recorder.partOf(key)]));
    for (const { key } of taken) set(key, { kind: 'sending' });
    const writers = taken.map(writerFor);
    const ends = await carryOut(writers, taken);
    for (const [index, { key }] of taken.entries()) {
      const end = ends.get(key) ?? new Error('Nothing became of it.');
      if (end instanceof Error) failed(key, end, signal, before.get(key));
      else applied(key, end, writers[index], before.get(key));
    }
    for (const { queryClient } of writers) queryClient.clear();
    given.onStep(false);
  };

  const carryOut = async (
    writers: readonly BulkWriter[],
    taken: readonly ListedDevice[],
  ): Promise<ReadonlyMap<string, Done | Error>> => {
    const [writer] = writers;
    const [device] = taken;
    if (action.together !== undefined) return await action.together.carryOut(writers, taken);
    if (writer === undefined || device === undefined) return new Map();
    const end = await action
      .carryOut(writer, device, failures.has(device.key))
      .catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
    return new Map([[device.key, end]]);
  };

  const applied = (key: string, done: Done, writer: BulkWriter | undefined, before: Part | undefined) => {
    given.onNews(key, done === 'gone' ? 'gone' : writer === undefined ? 'unread' : newsOf(action, writer));
    const sent = recorder.partOf(key);
    failures.delete(key);
    if (before !== undefined && sent === before) recorder.put({ ...before, outcome: 'applied' });
    set(key, { kind: 'applied', isAsItWas: sent === undefined || sent.id === before?.id });
  };

  /** What it was before this attempt, of which nothing came. */
  const unsent = (key: string) => {
    const error = failures.get(key);
    set(key, error === undefined ? { kind: 'not-sent' } : { kind: 'failed', error });
  };

  const failed = (key: string, error: Error, signal: AbortSignal, before: Part | undefined) => {
    const reason = reasonOf(error);
    if (error instanceof WriteError && error.outcome === 'not-read') return applied(key, 'changed', undefined, before);
    if (reason instanceof Stopped || reason?.kind === 'slow-down') {
      if (before === undefined) recorder.drop(key);
      else recorder.put(before);
      if (signal.aborted) unsent(key);
      else {
        set(key, { kind: 'waiting' });
        queue.unshift(key);
      }
      return;
    }
    if (reason?.kind === 'login' && !isUnclear(error)) {
      // Nothing of it was carried out, so it goes with those that were not sent.
      if (before === undefined) recorder.drop(key);
      else recorder.put(before);
      unsent(key);
      halt = error;
      return stop();
    }
    failures.set(key, error);
    set(key, { kind: 'failed', error });
    given.onNews(key, 'unread');
    if (reason !== undefined && wouldAllFail(reason, counts.applied)) {
      halt = error;
      stop();
    }
  };

  const stop = () => {
    stopping.abort();
    for (const key of queue.splice(0)) unsent(key);
    tell();
  };

  const lane = async () => {
    busy += 1;
    for (;;) {
      const taken = queue.splice(0, action.together?.most ?? 1).flatMap((key) => byKey.get(key) ?? []);
      if (taken.length === 0) break;
      await attempt(taken);
    }
    busy -= 1;
    // A device that was sent back to wait may have come when the other lanes had ended.
    if (busy === 0) {
      tell();
      given.onStep(true);
    }
  };
  /** Opens as many lanes as the queue has work for; those that are open go on. */
  const begin = () => {
    const more = Math.min(lanes - busy, queue.length);
    settled = Promise.all([settled, ...Array.from({ length: more }, lane)]).then(() => undefined);
    tell();
  };

  const run: BulkRun = {
    snapshot: () =>
      (shown ??= {
        phase: busy === 0 ? 'done' : stopping.signal.aborted ? 'stopping' : 'running',
        counts: { ...counts },
        closed: gate.closed(),
        halt,
      }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stateOf: (key) => states.get(key) ?? { kind: 'not-sent' },
    recorder,
    stop,
    resume(kind, only) {
      if (busy > 0 && stopping.signal.aborted) return;
      if (busy === 0) {
        stopping = new AbortController();
        halt = undefined;
      }
      const again = [...states].flatMap(([key, state]) =>
        state.kind === kind && (only === undefined || only === key) ? [key] : [],
      );
      for (const key of again) set(key, { kind: 'waiting' });
      queue.push(...again);
      begin();
    },
    settled: () => settled,
  };
  begin();
  return run;
}

/** What the mutation read last; the device of its cache was the list's until it read another. */
function newsOf({ aspect }: BulkAction, { queryClient, deviceId }: BulkWriter): DeviceNews {
  if (aspect === 'posture') return 'unread';
  if (aspect === 'routes') return queryClient.getQueryData<Routes>(deviceKeys.routes(deviceId)) ?? 'unread';
  return queryClient.getQueryData<Device>(deviceKeys.detail(deviceId)) ?? 'unread';
}
