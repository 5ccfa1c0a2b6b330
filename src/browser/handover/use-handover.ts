import { useApi } from '#browser/api/api-context.ts';
import { type ListAnswer, type Policy, deviceKeys } from '#browser/api/queries.ts';
import { singleEntries } from '#browser/changes/change.ts';
import { forgetDevice, keepDevice } from '#browser/device/editing/device-mutation.ts';
import { useNow } from '#browser/ui/use-now.ts';
import type { Device } from '#contract/device.ts';
import type { ListedDevice } from '#contract/device-list.ts';
import type { Attributes } from '#contract/posture.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { type HandoverWorld, isBegun, startHandover, undoHandover } from './handover.ts';
import { type Line, pendingLines } from './handover-line.ts';
import { planHandover } from './handover-plan.ts';
import type { HandoverRecord } from './handover-record.ts';
import type { HandoverRun, RunSnapshot } from './handover-run.ts';
import type { Decisions } from './handover-world.ts';
import { type Sheet, sheetOf } from './sheet.ts';
import { useKeptHandover } from './use-kept-handover.ts';

/** A hand-over as its page has it. */
export type Handover = {
  /** The old device as it was; undefined until it is read. */
  readonly sheet: Sheet | undefined;
  /** The old device as it is now; undefined when it is gone or not read. */
  readonly old: Device | undefined;
  /** The new device as it was reviewed; undefined until one is chosen and read. */
  readonly before: Sheet | undefined;
  readonly next: Device | undefined;
  /** Why the new device cannot be read. */
  readonly nextError: Error | null;
  /** What outlives the page; undefined while nothing is to. */
  readonly record: HandoverRecord | undefined;
  readonly decisions: Decisions;
  readonly lines: readonly Line[];
  readonly run: RunSnapshot | undefined;
  /** True while another tab of this browser runs it; then `run` is where that one is. */
  readonly isElsewhere: boolean;
  /** Undefined while nothing runs. */
  readonly stop: (() => void) | undefined;
  readonly decide: (decisions: Decisions) => void;
  /** Keeps the sheet and waits for the new device. */
  readonly wait: () => void;
  /** Begins, or goes on; `isRemoving` lets the old device go when everything else is done. */
  readonly start: (isRemoving?: boolean) => void;
  /** Takes what the server has now for reviewed. */
  readonly review: () => void;
  readonly takeBack: () => void;
  readonly forget: () => void;
  /** Keeps the sheet and lets another new device be chosen. */
  readonly restart: () => void;
};

/** The hand-over from one device to another: what is kept of it, what the server says of both, and the run of it. */
export function useHandover(given: {
  oldId: string;
  /** The new device by its key; undefined while none is chosen. */
  nextId: string | undefined;
  devices: readonly ListedDevice[];
}): Handover {
  const { oldId, devices } = given;
  const api = useApi();
  const { queries } = api;
  // Who may change nothing at all is told so once, and reads what a hand-over would be.
  const reasonAgainst = api.readOnlyReason === undefined ? api.reasonAgainst : mayAll;
  const queryClient = useQueryClient();
  const now = useNow(30_000);
  const [choice, setChoice] = useState<Decisions>({ fate: 'aside', leftOut: [] });
  const [running, setRunning] = useState<{ readonly run: HandoverRun; readonly isUndo: boolean }>();
  const latest = useRef<HandoverRun>(undefined);
  const { record, keep, elsewhere, takeTurn } = useKeptHandover(oldId, (kept) => {
    setRunning(undefined);
    for (const id of [oldId, kept?.newId ?? given.nextId ?? ''])
      void queryClient.invalidateQueries({ queryKey: deviceKeys.device(id) });
  });
  // What is being sent goes on without the page; what waits does not.
  useEffect(() => () => latest.current?.stop(), []);
  const run = useSyncExternalStore(
    (listener) => running?.run.subscribe(listener) ?? (() => undefined),
    () => running?.run.snapshot(),
  );

  const isThere = devices.some(({ key }) => key === oldId);
  const oldQuery = { enabled: isThere };
  const old = useQuery({ ...queries.detail(oldId), ...oldQuery });
  const oldAttributes = useQuery({ ...queries.attributes(oldId), ...oldQuery });
  const oldInvites = useQuery({ ...queries.invites(oldId), ...oldQuery });
  const nextId = record?.begun ? (record.newId ?? undefined) : (given.nextId ?? record?.newId ?? undefined);
  const next = useQuery({ ...queries.detail(nextId ?? ''), enabled: nextId !== undefined });
  const nextAttributes = useQuery({ ...queries.attributes(nextId ?? ''), enabled: nextId !== undefined });
  const policy = useQuery(queries.policy()).data ?? undefined;

  const oldNow = isThere && !old.isPlaceholderData ? old.data : undefined;
  const isRead = oldNow !== undefined && !oldAttributes.isLoading && !oldInvites.isLoading;
  const liveSheet = useMemo(
    () =>
      isRead
        ? sheetOf({ device: oldNow, attributes: oldAttributes.data, invites: oldInvites.data, now: old.dataUpdatedAt })
        : undefined,
    [isRead, oldNow, oldAttributes.data, oldInvites.data, old.dataUpdatedAt],
  );
  const sheet = record?.sheet ?? liveSheet;
  const nextNow = nextId === undefined || next.isPlaceholderData ? undefined : next.data;
  const nextSheet = useMemo(
    () =>
      nextNow !== undefined && !nextAttributes.isLoading
        ? sheetOf({ device: nextNow, attributes: nextAttributes.data, now: next.dataUpdatedAt })
        : undefined,
    [nextNow, nextAttributes.isLoading, nextAttributes.data, next.dataUpdatedAt],
  );
  const before = record?.begun?.before ?? nextSheet;
  const decisions: Decisions = record ?? choice;
  const lines = useMemo(
    () =>
      sheet === undefined || before === undefined || nextNow === undefined
        ? []
        : planHandover(
            {
              sheet,
              old: oldNow,
              next: nextNow,
              before,
              attributes: nextAttributes.data,
              devices,
              policy,
              since: record?.begun?.since,
              now,
              reasonAgainst,
            },
            decisions,
          ),
    [
      sheet,
      before,
      oldNow,
      nextNow,
      nextAttributes.data,
      devices,
      policy,
      record?.begun?.since,
      now,
      decisions,
      reasonAgainst,
    ],
  );

  const world = (): HandoverWorld => ({
    api,
    devices: () => queryClient.getQueryData<ListAnswer>(deviceKeys.list)?.devices ?? [],
    policy: queryClient.getQueryData<Policy>(deviceKeys.policy) ?? undefined,
    reasonAgainst,
    keep,
    onRead(deviceId, device, attributes) {
      if (device === undefined) forgetDevice(queryClient, deviceId);
      else void keepDevice(queryClient, deviceId, device);
      if (attributes !== undefined) queryClient.setQueryData<Attributes>(deviceKeys.attributes(deviceId), attributes);
    },
  });
  const follow = (started: HandoverRun, isUndo: boolean) => {
    latest.current = started;
    setRunning({ run: started, isUndo });
    return started.settled.then(() => {
      for (const id of [oldId, nextId ?? ''])
        void queryClient.invalidateQueries({ queryKey: deviceKeys.device(id), refetchType: 'none' });
      return queryClient.invalidateQueries({ queryKey: deviceKeys.list, exact: true });
    });
  };
  const fresh = (): HandoverRecord | undefined =>
    sheet && {
      sheet,
      newId: nextId ?? null,
      fate: decisions.fate,
      leftOut: [...decisions.leftOut],
      begun: null,
      sent: [],
    };
  const since = () => singleEntries(api.activity.entries()).at(-1)?.id;

  return {
    sheet,
    old: oldNow,
    before,
    next: nextNow,
    nextError: next.error,
    record,
    decisions,
    lines,
    run: elsewhere ?? (running?.isUndo === true && run?.phase === 'ended' && run.error === undefined ? undefined : run),
    isElsewhere: elsewhere !== undefined,
    stop: run === undefined || run.phase === 'ended' ? undefined : () => running?.run.stop(),
    decide(decided) {
      if (record === undefined) setChoice(decided);
      else keep({ ...record, fate: decided.fate, leftOut: [...decided.leftOut] });
    },
    wait: () => keep(fresh()),
    start(isRemoving = false) {
      const from = record ?? fresh();
      if (from === undefined || before === undefined || nextId === undefined) return;
      const begun = from.begun ?? {
        at: Date.now(),
        before,
        since: since(),
        entryId: crypto.randomUUID(),
        planned: pendingLines(lines).length,
      };
      const decided = isRemoving ? { ...from, fate: 'remove' as const } : from;
      const ready: HandoverRecord = { ...decided, newId: nextId, begun };
      void takeTurn(async () => {
        keep(ready);
        if (isBegun(ready)) await follow(startHandover(world(), ready, isRemoving), false);
      });
    },
    review() {
      if (record?.begun && nextSheet !== undefined)
        keep({ ...record, begun: { ...record.begun, before: nextSheet, since: since() } });
      setRunning(undefined);
    },
    takeBack() {
      if (record !== undefined && isBegun(record)) void takeTurn(() => follow(undoHandover(world(), record), true));
    },
    forget() {
      keep(undefined);
      setRunning(undefined);
    },
    restart() {
      keep(record && { ...record, newId: null, begun: null, sent: [] });
      setRunning(undefined);
    },
  };
}

function mayAll(): undefined {
  return undefined;
}
