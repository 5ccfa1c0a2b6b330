import { ApiError } from '#browser/api/api-error.ts';
import type { ListAnswer, Routes } from '#browser/api/queries.ts';
import type { ActivityLog } from '#browser/changes/activity-log.ts';
import { type Entry, isLeft, singleEntries } from '#browser/changes/change.ts';
import { announce } from '#browser/ui/announcer.tsx';
import type { Device } from '#contract/device.ts';
import type { Invite } from '#contract/invites.ts';
import type { Attributes } from '#contract/posture.ts';
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { LostInvitesError } from './sharing/lost-invites-error.ts';
import { fulfilled } from './sharing/sharing.schema.ts';
import { type Reading, wasApplied } from './was-applied.ts';

/** After this the proxy has given up a write, in milliseconds, so that it cannot come about any more. */
const longestWrite = 60_000;

/**
 * Follows the readings of the page and writes into the log what they tell of changes whose end is unknown. A reading
 * counts when it began after the change had ended: one that began before may show the old value. A change that was
 * followed by another one of its kind can no longer be told apart from it. What a page left unsent, and somebody did
 * since, is put away. `startedAt` is when the page was loaded, in
 * milliseconds since 1970: every reading is later than what was changed before that. Gives the function that ends it.
 */
export function settleUnknown(world: {
  activity: ActivityLog;
  queryClient: QueryClient;
  now: () => number;
  startedAt: number;
}): () => void {
  const { activity, queryClient, now, startedAt } = world;
  const begun = new Map<string, number>();

  /** `at` is when the reading began; undefined for one that began before anybody looked. */
  const judge = (queryKey: QueryKey, data: unknown, at: number | undefined) => {
    const entries = singleEntries(activity.entries());
    for (const [index, entry] of entries.entries()) {
      if (isLeft(entry)) {
        const reading = readingOf(queryKey, data, entry.deviceId);
        if (reading && wasApplied(entry, reading) === true) activity.update(entry.id, { isRead: true });
        continue;
      }
      if (entry.outcome !== 'unknown' || hasSuccessor(entry, entries.slice(index + 1))) continue;
      const reading = readingOf(queryKey, data, entry.deviceId);
      const isApplied = reading && (wasApplied(entry, reading) ?? areCreated(entry, reading));
      const begin = at ?? (entry.at < startedAt ? startedAt : -Infinity);
      // A page that was reloaded meanwhile does not know when the change ended, only by when it must have.
      if (isApplied === true && begin >= entry.at + (entry.took ?? 0)) settle(entry, 'applied');
      else if (isApplied === false && begin >= entry.at + (entry.took ?? longestWrite)) settle(entry, 'not-applied');
    }
  };
  /** Which invites are new is known to their failure alone, which lasts as long as the page. */
  const areCreated = ({ id }: Entry, reading: Reading): boolean | undefined => {
    const lost = queryClient
      .getMutationCache()
      .getAll()
      .map(({ state }) => state.error)
      .find((error): error is LostInvitesError => error instanceof LostInvitesError && error.loss.entryId === id);
    if (lost === undefined || reading.kind !== 'invites') return undefined;
    const { found, missing } = fulfilled(lost.wanted, lost.known, reading.invites);
    if (missing.length === 0) return true;
    return found.length === 0 ? false : undefined;
  };
  const settle = ({ id, undoes, title, deviceName }: Entry, outcome: 'applied' | 'not-applied') => {
    activity.update(id, { outcome });
    if (outcome === 'applied' && undoes !== undefined) activity.update(undoes, { undoneAt: now() });
    announce(`${title} on ${deviceName}: it was ${outcome === 'applied' ? 'applied after all' : 'not applied'}.`);
  };

  const cache = queryClient.getQueryCache();
  for (const { queryKey, state } of cache.getAll())
    if (state.data !== undefined) judge(queryKey, state.data, undefined);
  return cache.subscribe((event) => {
    if (event.type !== 'updated') return;
    // The one that the event brings has no types.
    const query = cache.get(event.query.queryHash);
    if (query === undefined) return;
    const { queryHash, queryKey, state } = query;
    const { action } = event;
    if (action.type === 'fetch') begun.set(queryHash, now());
    // What a change has read itself is put there by hand, and was asked for a moment ago.
    if (action.type === 'success') judge(queryKey, state.data, action.manual === true ? now() : begun.get(queryHash));
    if (action.type === 'error') judge(queryKey, action.error, begun.get(queryHash));
  });
}

/** True when this page changed the same thing of the same device again since, or is at it. */
function hasSuccessor(entry: Entry, later: readonly Entry[]): boolean {
  return later.some(
    ({ deviceId, aspect, outcome }) =>
      deviceId === entry.deviceId && aspect === entry.aspect && (outcome === 'applied' || outcome === 'sending'),
  );
}

/** What the answer to a query, or its error, tells of a device; undefined when nothing. */
function readingOf(queryKey: QueryKey, data: unknown, deviceId: string): Reading | undefined {
  const [kind, id, part] = queryKey;
  // The cache is untyped; the keys of deviceKeys belong to these answers alone.
  if (kind === 'devices') {
    if (data instanceof Error) return undefined;
    const device = (data as ListAnswer).devices.find(({ key }) => key === deviceId);
    return device === undefined ? { kind: 'gone' } : { kind: 'device', device };
  }
  if (kind !== 'device' || id !== deviceId) return undefined;
  if (data instanceof Error)
    return part === 'detail' && data instanceof ApiError && data.kind === 'missing' ? { kind: 'gone' } : undefined;
  switch (part) {
    case 'detail':
      return { kind: 'device', device: data as Device };
    case 'routes':
      return { kind: 'routes', routes: data as Routes };
    case 'attributes':
      return { kind: 'attributes', attributes: data as Attributes };
    case 'invites':
      return { kind: 'invites', invites: data as readonly Invite[] };
    default:
      return undefined;
  }
}
