// An intent: the screen shows it at once, and it is folded over what the server has at the moment of sending.
import type { Api } from '#browser/api/api-context.ts';
import { ApiError } from '#browser/api/api-error.ts';
import { type ListAnswer, type Routes, deviceKeys, readRoutes } from '#browser/api/queries.ts';
import type { Change } from '#browser/changes/change.ts';
import { ChangeError } from '#browser/changes/send-change.ts';
import { wishOf } from '#browser/changes/waiting.ts';
import { cachedDevice, cachedName } from '#browser/device/cached-device.ts';
import { patchQuery } from '#browser/device/editing/device-mutation.ts';
import { type IntentMutation, intentMutation } from '#browser/device/editing/intent-mutation.ts';
import type { Device } from '#contract/device.ts';
import type { QueryClient } from '@tanstack/react-query';
import { isOutrun, moveOn } from './routes-base.ts';
import { WriteError } from '#browser/device/failure/write-error.ts';
import {
  type RoutesIntent,
  applyRoutes,
  changesBetween,
  type RoutesUndo,
  hasSameApprovals,
  intentBetween,
  requestedRoutes,
} from './subnet-routes.schema.ts';

/** Who changes the routes of a device: the page's API, its cache, and which device. */
export type RoutesWriter = {
  readonly api: Pick<Api, 'exchange' | 'send' | 'activity'> & Partial<Pick<Api, 'waiting'>>;
  readonly queryClient: QueryClient;
  readonly deviceId: string;
  /**
   * Milliseconds between the readings that find out what became of a write: after an answer that was lost, and after
   * one that is not yet visible. Half a minute in all, because writes may take that long to show.
   */
  readonly patience?: { readonly afterLoss: readonly number[]; readonly afterAnswer: readonly number[] };
};

const usualPatience = { afterLoss: [0, 2000], afterAnswer: [0, 500, 1500, 3000, 5000, 8000, 12_000] };

/** How often a write is folded anew because someone else wrote between its reading and its sending. */
const mostAttempts = 5;

/**
 * Approves and withdraws routes of a device. The API replaces the whole list, so the routes are read again right before,
 * and writes of one device go one after the other. Where others changed what the intent was decided on, nothing is sent.
 * Fails with ChangeError or WriteError. Only a write that someone else's was faster than is sent again, and only
 * when what they did leaves nothing to ask.
 */
export function setRoutesOptions(
  writer: RoutesWriter,
): IntentMutation<RoutesIntent, Routes> & { readonly onSettled: () => void } {
  const { queryClient, deviceId, patience = usualPatience } = writer;
  return {
    ...intentMutation({
      writer,
      aspect: 'routes',
      foresee: (intent: RoutesIntent) => {
        const before = cachedRoutes(writer);
        const device = { id: deviceId, name: cachedName(queryClient, deviceId) };
        return wishOf({ ...routesChange(device, before, applyRoutes(before, intent)), undoes: intent.undoes });
      },
      carryOut: async (own, intent) => {
        const answer = await write(own, intent);
        await keep(own, answer);
        return keep(own, await confirm(own, intent, answer, patience.afterAnswer));
      },
    }),
    onSettled: () => {
      // Without waiting: the routes are read already, and the rest of the page need not hold back the next write.
      void queryClient.invalidateQueries({
        queryKey: deviceKeys.device(deviceId),
        predicate: ({ queryKey }) => queryKey[2] !== 'routes',
      });
      // A list that was asked for before the write would bring the old routes back.
      if (queryClient.isFetching({ queryKey: deviceKeys.list, exact: true }) > 0)
        void queryClient.invalidateQueries({ queryKey: deviceKeys.list, exact: true });
    },
  };
}

/** The routes as they were read last. */
function cachedRoutes({ queryClient, deviceId }: RoutesWriter): Routes {
  const routes = queryClient.getQueryData<Routes>(deviceKeys.routes(deviceId));
  if (routes !== undefined) return routes;
  const { advertisedRoutes, enabledRoutes } = cachedDevice(queryClient, deviceId);
  return { advertised: advertisedRoutes ?? [], enabled: enabledRoutes ?? [] };
}

/** Reads, asks or folds, and sends; once more when someone else was faster. Gives the routes as they are then. */
async function write(writer: RoutesWriter, intent: RoutesIntent): Promise<Routes> {
  const { api, patience = usualPatience } = writer;
  for (let attempt = 1; ; attempt++) {
    const { routes: before, etag } = await read(writer).catch((error: unknown) => {
      throw new WriteError('not-sent', apiErrorOf(error));
    });
    await askIfOutrun(writer, before, intent);
    const wanted = applyRoutes(before, intent);
    if (hasSameApprovals(before, wanted)) return before;
    let seen: Routes | undefined;
    const verify = async () => {
      for (const pause of patience.afterLoss) {
        await waitFor(pause);
        seen = await read(writer).then(
          ({ routes }) => routes,
          () => undefined,
        );
        if (seen !== undefined && isInEffect(seen, intent)) return true;
      }
      return seen === undefined ? undefined : false;
    };
    try {
      const change = routesChange(
        { id: writer.deviceId, name: cachedName(writer.queryClient, writer.deviceId) },
        before,
        wanted,
      );
      const call = { ...change.call, ifMatch: etag };
      const result = await api.send({ ...change, call, undoes: intent.undoes }, { verify });
      return result === undefined ? (seen ?? wanted) : readRoutes(result.answer);
    } catch (error) {
      if (seen !== undefined) await keep(writer, seen);
      if (!(error instanceof ChangeError) || error.reason.status !== 412 || attempt === mostAttempts) throw error;
      const { current } = error.reason;
      if (current !== undefined) await askIfOutrun(writer, { ...before, enabled: current }, intent);
    }
  }
}

/** Throws WriteError when others changed what the intent was decided on; the screen then has what they made of it. */
async function askIfOutrun(writer: RoutesWriter, now: Routes, intent: RoutesIntent): Promise<void> {
  const { api, deviceId } = writer;
  // What this page was writing when the person decided is over by now, and the log tells what became of it.
  const base = intent.base && moveOn(intent.base, deviceId, api.activity.entries(), []);
  if (!isOutrun({ ...intent, base }, now.enabled)) return;
  await keep(writer, now);
  throw new WriteError('changed-since');
}

async function read({ api, deviceId }: RoutesWriter): Promise<{ routes: Routes; etag: string | undefined }> {
  const { answer, etag } = await api.exchange('getRoutes', { parameters: { deviceId } });
  return { routes: readRoutes(answer), etag };
}

/** The change from `before` to `wanted`: what is sent, logged and handed on. */
export function routesChange(
  device: { id: string; name: string },
  before: Routes,
  wanted: Routes,
): Change<'setRoutes'> {
  const changes = changesBetween(before, wanted);
  return {
    aspect: 'routes',
    deviceId: device.id,
    deviceName: device.name,
    title: 'Routes changed',
    differences: changes.map(({ kind, prefix }) => ({ kind: kind === 'approve' ? 'added' : 'removed', text: prefix })),
    undo: { aspect: 'routes', intent: inverseOf(before, wanted) },
    call: { name: 'setRoutes', parameters: { deviceId: device.id }, body: { routes: requestedRoutes(wanted) } },
  };
}

/** The way back. One that approves again carries the list that it is the way back from, so that it can ask. */
function inverseOf(before: Routes, wanted: Routes): RoutesUndo {
  const inverse = intentBetween(wanted, before);
  return inverse.approve.length === 0 ? inverse : { ...inverse, approved: [...wanted.enabled] };
}

/** Reads until the change shows. What cannot be read is taken from the answer, which said yes. */
async function confirm(
  writer: RoutesWriter,
  intent: RoutesIntent,
  answer: Routes,
  pauses: readonly number[],
): Promise<Routes> {
  let last = answer;
  for (const pause of pauses) {
    await waitFor(pause);
    last = await read(writer).then(
      ({ routes }) => routes,
      () => answer,
    );
    if (isInEffect(last, intent)) return last;
  }
  await keep(writer, last);
  throw new WriteError('not-kept');
}

function isInEffect(routes: Routes, intent: RoutesIntent): boolean {
  return hasSameApprovals(routes, applyRoutes(routes, intent));
}

function apiErrorOf(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError('This page made a mistake.', { kind: 'unexpected', cause: error });
}

function waitFor(milliseconds: number): Promise<void> {
  return milliseconds === 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Puts what the server said into the cache: whole for this panel, and into what the page and the list have already. */
async function keep({ queryClient, deviceId }: RoutesWriter, routes: Routes): Promise<Routes> {
  // A reading that began before the write would bring the old routes back.
  await queryClient.cancelQueries({ queryKey: deviceKeys.routes(deviceId), exact: true });
  queryClient.setQueryData<Routes>(deviceKeys.routes(deviceId), routes);
  const lists = { advertisedRoutes: [...routes.advertised], enabledRoutes: [...routes.enabled] };
  patchQuery<Device>(queryClient, deviceKeys.detail(deviceId), (device) => ({ ...device, ...lists }));
  patchQuery<ListAnswer>(queryClient, deviceKeys.list, (answer) => ({
    ...answer,
    devices: answer.devices.map((device) => (device.key === deviceId ? { ...device, ...lists } : device)),
  }));
  return routes;
}
