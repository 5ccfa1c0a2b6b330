import { useApi } from '#browser/api/api-context.ts';
import { ListError, LoadingRows } from '#browser/device-list/list-states.tsx';
import { askableId, findDevice } from '#browser/device/find-device.ts';
import { HandoverView } from '#browser/handover/handover-view.tsx';
import { readRecord } from '#browser/handover/handover-record.ts';
import { storageOf } from '#browser/settings/storage.ts';
import { useTrouble } from '#browser/shell/trouble.ts';
import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';

const route = getRouteApi('/devices/$nodeId/replace');

/** Replaces one device by another. What was begun is gone on with, even when the old device is gone by now. */
export function ReplacePage(): ReactNode {
  const { nodeId } = route.useParams();
  const { with: nextId } = route.useSearch();
  const navigate = route.useNavigate();
  const { queries, session } = useApi();
  const answer = useQuery(queries.list());
  const { trouble } = useTrouble();
  const devices = answer.data?.devices;
  const old = devices && findDevice(devices, nodeId);
  const oldId = old?.key ?? nodeId;
  const next = nextId === undefined ? undefined : devices && findDevice(devices, nextId);
  const reason =
    old === undefined
      ? readRecord(storageOf('localStorage'), oldId) === undefined
        ? `There is no device ${nodeId} in ${session.tailnet || 'this tailnet'}, and no hand-over of it was begun in this browser.`
        : undefined
      : old.isExternal === true
        ? 'Shared in from another tailnet; only its owner can replace it.'
        : devices && askableId(devices, old) === undefined
          ? 'The server lists another device under the same ID, so nothing can be changed under it.'
          : undefined;
  const back = (
    <div className="-mr-2 -ml-3 flex min-h-[52px] items-center text-small min-[800px]:mx-0 min-[800px]:min-h-6">
      <Link
        to={old === undefined ? '/devices' : '/devices/$nodeId'}
        params={{ nodeId: oldId }}
        className="inline-flex h-touch items-center gap-3 rounded-control px-3 text-ink-2 hover:text-ink min-[800px]:h-6 min-[800px]:gap-1 min-[800px]:px-0"
      >
        <ArrowLeft className="size-5 min-[800px]:size-3.5" strokeWidth={1.75} aria-hidden />
        {old === undefined ? 'Devices' : 'Device'}
      </Link>
    </div>
  );
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      {devices === undefined ? (
        answer.error === null ? (
          <LoadingRows />
        ) : (
          <ListError
            error={answer.error}
            trouble={trouble}
            isBusy={answer.isFetching}
            onRetry={() => void answer.refetch()}
          />
        )
      ) : reason !== undefined ? (
        <div className="px-4 min-[800px]:px-gutter min-[800px]:pt-3">
          {back}
          <h1 className="mt-1.5 text-page">Replace a device</h1>
          <p className="mt-1 text-small text-ink-2">{reason}</p>
        </div>
      ) : (
        <HandoverView
          key={oldId}
          oldId={oldId}
          nextId={next?.isExternal === true || next?.key === oldId ? undefined : next?.key}
          devices={devices}
          listError={answer.error ?? undefined}
          back={back}
          onChoose={(key) => void navigate({ search: { with: key }, replace: true })}
          onDone={(key) => void navigate({ to: '/devices/$nodeId', params: { nodeId: key ?? oldId } })}
        />
      )}
    </main>
  );
}
