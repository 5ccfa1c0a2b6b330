import type { Api } from '#browser/api/api-context.ts';
import { createClient, type Client } from '#browser/api/client.ts';
import { type Gate, Stopped, createGate, gatedExchange, pauseFor } from '#browser/bulk/gate.ts';
import { reasonOf } from '#browser/bulk/run-failure.ts';
import { createSendChange } from '#browser/changes/send-change.ts';
import type { UndoWriter } from '#browser/device/undo-change.ts';
import { deviceKeys } from '#browser/api/queries.ts';
import type { Device } from '#contract/device.ts';
import { QueryClient } from '@tanstack/react-query';
import type { HandoverRecorder } from './handover-recorder.ts';

/** One thing to be sent, or why it is not. */
export type Job = {
  readonly line: string;
  readonly deviceId: string;
  /** As it was just read, for its name in the log. */
  readonly device: Device | undefined;
  readonly carryOut: (writer: UndoWriter) => Promise<unknown>;
};

/**
 * Where a run is: at a line (undefined while it reads), ended because nothing is left or it was stopped, or ended by a
 * failure, of a line or of a reading.
 */
export type RunSnapshot = {
  readonly phase: 'running' | 'stopping' | 'ended';
  readonly line: string | undefined;
  readonly error: Error | undefined;
  /** Set while the server wants to be left alone. */
  readonly closed: ReturnType<Gate['closed']>;
};

export type HandoverRun = {
  /** The same object until something changes. */
  readonly snapshot: () => RunSnapshot;
  readonly subscribe: (listener: () => void) => () => void;
  /** Sends nothing more; what is on its way comes to its end. */
  readonly stop: () => void;
  readonly settled: Promise<void>;
};

/** What a run stands on besides what is to be done. */
export type RunWorld = {
  readonly api: Pick<Api, 'exchange' | 'activity'>;
  readonly now?: () => number;
  readonly pause?: typeof pauseFor;
  readonly random?: () => number;
  /** Milliseconds between the readings that wait for an accepted change to show. */
  readonly patience?: readonly number[];
};

/** How a run reads: through the gate, so that it waits as long as the server says. */
export type Reader = { readonly client: Client; readonly pause: (milliseconds: number) => Promise<void> };

/**
 * Carries out one job after the other. `next` reads what the server has and gives the first that is left, or undefined
 * when none is; so whatever happened in between, nothing is sent that is so already. The first failure ends the run.
 */
export function startHandoverRun(
  world: RunWorld,
  recorder: HandoverRecorder,
  next: (reader: Reader) => Promise<Job | { readonly line: string; readonly failure: Error } | undefined>,
): HandoverRun {
  const { api, now = () => Date.now(), pause = pauseFor, random = Math.random, patience } = world;
  const stopping = new AbortController();
  const listeners = new Set<() => void>();
  let shown: RunSnapshot | undefined;
  let line: string | undefined;
  let error: Error | undefined;
  let isOver = false;
  const tell = () => {
    shown = undefined;
    for (const listener of listeners) listener();
  };
  const gate = createGate({ now, pause, random, onChange: tell });
  const set = (current: string | undefined) => {
    line = current;
    tell();
  };

  const carryOut = async (job: Job): Promise<void> => {
    const exchange = gatedExchange(api.exchange, gate, stopping.signal);
    // A cache of its own: what fails here is told here, and not in the panels of the device, too.
    const queryClient = new QueryClient({
      defaultOptions: { queries: { retry: false }, mutations: { retry: false, networkMode: 'always' } },
    });
    if (job.device !== undefined) queryClient.setQueryData<Device>(deviceKeys.detail(job.deviceId), job.device);
    recorder.begin(job.line);
    const send = createSendChange({ exchange, log: recorder.log, now, newId: () => crypto.randomUUID() });
    try {
      await job.carryOut({
        api: { client: createClient(exchange), exchange, send, activity: recorder.log },
        queryClient,
        deviceId: job.deviceId,
        ...(patience === undefined ? {} : { patience }),
      });
    } finally {
      queryClient.clear();
    }
  };

  const go = async (): Promise<void> => {
    const read = gatedExchange(api.exchange, gate, stopping.signal);
    const reader = { client: createClient(read), pause: (span: number) => pause(span, stopping.signal) };
    for (;;) {
      if (stopping.signal.aborted) return;
      const job = await again(() => next(reader));
      if (job === undefined) return;
      set(job.line);
      if ('failure' in job) throw job.failure;
      try {
        await carryOut(job);
      } catch (failure) {
        const reason = failure instanceof Error ? reasonOf(failure) : undefined;
        if (!(reason instanceof Stopped) && reason?.kind !== 'slow-down') throw failure;
        // Nothing came of it; the gate is closed, so the next reading waits.
        recorder.drop(job.line);
      }
      set(undefined);
    }
  };
  /** Asks again as long as the server only wants to be left alone. */
  const again = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    for (;;)
      try {
        return await ask();
      } catch (failure) {
        const reason = failure instanceof Error ? reasonOf(failure) : undefined;
        if (reason?.kind !== 'slow-down') throw failure;
      }
  };

  const settled = go()
    .catch((failure: unknown) => {
      const reason = failure instanceof Error ? failure : new Error(String(failure));
      if (reasonOf(reason) instanceof Stopped) line = undefined;
      else error = reason;
    })
    .finally(() => {
      isOver = true;
      tell();
    });
  return {
    snapshot: () =>
      (shown ??= {
        phase: isOver ? 'ended' : stopping.signal.aborted ? 'stopping' : 'running',
        line,
        error,
        closed: gate.closed(),
      }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      if (stopping.signal.aborted) return;
      stopping.abort();
      tell();
    },
    settled,
  };
}
