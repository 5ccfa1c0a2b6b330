import type { ListedDevice } from '#contract/device-list.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useEffect, useMemo } from 'react';
import { useApi } from '#browser/api/api-context.ts';
import { ApiError } from '#browser/api/api-error.ts';
import { DeviceAmbiguous, DeviceFailure, DeviceLoading, DeviceNotFound } from '#browser/device/device-absence.tsx';
import { DeviceSheet } from '#browser/device/device-sheet.tsx';
import { askableId, findDevice, isNodeId } from '#browser/device/find-device.ts';
import { useSectionSource } from '#browser/device/section/section-source.ts';
import { useListOrder } from '#browser/device/use-list-order.ts';
import { useKeyWarning } from '#browser/device/use-key-warning.ts';
import { useListQuery } from '#browser/device/use-list-query.ts';
import { useNow } from '#browser/ui/use-now.ts';

const route = getRouteApi('/devices/$nodeId');

/** One device at its own address. Old links by numeric ID, address or name lead to the one by node ID. */
export function DevicePage(): ReactNode {
  const { nodeId: wanted } = route.useParams();
  const { queries, session } = useApi();
  const navigate = route.useNavigate();
  const list = useListQuery(wanted);
  const answer = useSectionSource(useQuery(queries.list()));
  const devices = answer.data?.devices;
  const listed = useMemo(() => devices && findDevice(devices, wanted), [devices, wanted]);
  const ordered = useListOrder(answer.data, wanted, list, useNow(60_000), useKeyWarning());
  const key = listed?.key ?? wanted;
  const isOldAddress = key !== wanted;
  // The address bar belongs to the browser. Not a <Navigate>, which goes again with every render until it has arrived.
  useEffect(() => {
    if (isOldAddress)
      void navigate({
        to: '/devices/$nodeId',
        params: { nodeId: key },
        hash: true,
        state: list === undefined ? {} : { list },
        replace: true,
      });
  }, [isOldAddress, key, list, navigate]);
  if (isOldAddress) return <main className="min-h-0 flex-1" />;

  const asked = listed && devices && askableId(devices, listed);
  const deviceId = listed === undefined && isNodeId(wanted) ? wanted : asked;
  return (
    <main key={wanted} className="group/page relative min-h-0 flex-1 overflow-y-auto">
      {deviceId !== undefined ? (
        <KnownDevice deviceId={deviceId} deviceKey={wanted} listed={listed} ordered={ordered} list={list} />
      ) : listed !== undefined ? (
        <DeviceAmbiguous device={listed} list={list} />
      ) : devices === undefined && answer.error !== undefined ? (
        <DeviceFailure error={answer.error} list={list} isBusy={answer.isFetching} onRetry={answer.retry} />
      ) : devices === undefined ? (
        <DeviceLoading list={list} />
      ) : (
        <DeviceNotFound
          wanted={wanted}
          tailnet={session.tailnet}
          list={list}
          isLooking={answer.isFetching}
          onLook={answer.retry}
        />
      )}
    </main>
  );
}

/** A device that is in the list, or that can be asked for before the list is there. */
function KnownDevice(props: {
  deviceId: string;
  deviceKey: string;
  listed: ListedDevice | undefined;
  ordered: readonly ListedDevice[];
  list: string | undefined;
}): ReactNode {
  const { deviceId, deviceKey, listed, list } = props;
  const { queries, session } = useApi();
  const answer = useQuery(queries.list());
  const detail = useSectionSource(useQuery(queries.detail(deviceId)));
  const device = detail.data ?? listed;
  const { error } = detail;
  // A shared-in device answers 404 to much that it is asked, so its place in the list counts for more.
  const isGone = error instanceof ApiError && error.kind === 'missing' && listed?.isExternal !== true;
  const retry = () => {
    detail.retry();
    void answer.refetch();
  };
  if (isGone)
    return (
      <DeviceNotFound
        wanted={deviceKey}
        tailnet={session.tailnet}
        list={list}
        isLooking={detail.isFetching}
        onLook={retry}
      />
    );
  if (device !== undefined)
    return (
      <DeviceSheet
        device={device}
        deviceId={deviceId}
        deviceKey={deviceKey}
        detail={detail}
        answer={answer.data}
        answeredAt={answer.dataUpdatedAt}
        ordered={props.ordered}
        list={list}
      />
    );
  if (error !== undefined)
    return <DeviceFailure error={error} list={list} isBusy={detail.isFetching} onRetry={retry} />;
  return <DeviceLoading list={list} />;
}
