import { useApi } from '#browser/api/api-context.ts';
import { useGentleReading } from '#browser/api/use-gentle-reading.ts';
import { ListError, LoadingRows } from '#browser/device-list/list-states.tsx';
import { Age } from '#browser/shell/freshness.tsx';
import { PageHead } from '#browser/shell/page-head.tsx';
import { ReadingBar } from '#browser/shell/reading-bar.tsx';
import { useTrouble } from '#browser/shell/trouble.ts';
import { ShareFilters } from '#browser/shares/share-filters.tsx';
import { isShareShown, listShares, mentionsText, withoutLink } from '#browser/shares/share-list.ts';
import type { SharesSearch } from '#browser/shares/shares-search.ts';
import { SharesTable } from '#browser/shares/shares-table.tsx';
import { Button } from '#browser/ui/button.tsx';
import { FindInput } from '#browser/shell/find-input.tsx';
import { useMedia } from '#browser/ui/use-media.ts';
import { useNow } from '#browser/ui/use-now.ts';
import type { ListedDevice } from '#contract/device-list.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useEffect, useEffectEvent, useMemo } from 'react';

const route = getRouteApi('/shares');

/** Up to so many devices are read without being asked to: it is over before anybody has read how to begin. */
const fewDevices = 200;

/** Every invite of every device. The API lists them device by device, so they are read one after the other, gently. */
export function SharesPage(): ReactNode {
  const { queries } = useApi();
  const answer = useQuery(queries.list());
  const { trouble } = useTrouble();
  const devices = answer.data?.devices;
  // A shared-in device has no invites of this tailnet.
  const own = useMemo(() => devices?.filter(({ isExternal }) => isExternal !== true), [devices]);
  if (own !== undefined) return <Shares devices={own} />;
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <PageHead title="Shares" />
      {answer.error === null ? (
        <LoadingRows />
      ) : (
        <ListError
          error={answer.error}
          trouble={trouble}
          isBusy={answer.isFetching}
          onRetry={() => void answer.refetch()}
        />
      )}
    </main>
  );
}

function Shares({ devices }: { devices: readonly ListedDevice[] }): ReactNode {
  const { client } = useApi();
  const isPhone = useMedia('(width < 760px)');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const now = useNow(60_000);
  const { reading, start, stop } = useGentleReading('invites', async (deviceId, signal) =>
    ((await client('listInvites', { parameters: { deviceId }, signal })) ?? []).map(withoutLink),
  );
  const begin = (again: boolean) =>
    start(
      devices.map(({ key }) => key),
      again,
    );
  const arrive = useEffectEvent(() => {
    if (reading === undefined && devices.length <= fewDevices) begin(false);
  });
  // The first reading of a small tailnet begins with its page.
  useEffect(() => arrive(), []);

  const answers = reading?.answers;
  const shares = useMemo(
    () => (answers === undefined ? [] : listShares(devices, answers, now)),
    [devices, answers, now],
  );
  const shown = useMemo(
    () => shares.filter((share) => isShareShown(share, search.show) && mentionsText(share, search.find ?? '')),
    [shares, search],
  );
  const set = (change: SharesSearch) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true, state: true });
  const find = (
    <FindInput
      label="Find a device, an address or a login"
      placeholder="Device, address or login"
      text={search.find ?? ''}
      onChange={(text) => set({ find: text })}
      className="max-w-[520px] min-w-0 flex-1"
    />
  );
  return (
    <main className="flex min-h-0 flex-1 flex-col print:block">
      <PageHead
        title="Shares"
        count={reading !== undefined && (shares.length === 1 ? '1 invite' : `${shares.length} invites`)}
        filter={!isPhone && reading !== undefined && find}
        freshness={
          reading !== undefined && (
            <span className="text-small">
              <Age updatedAt={reading.at} verb="Read" />
            </span>
          )
        }
      />
      {reading === undefined ? (
        <div className="border-t border-line-strong px-gutter pt-6 pb-2 text-small max-md:px-4">
          <p className="text-body font-medium">Invites are listed device by device.</p>
          <p className="mt-1 text-ink-2">
            Reading all of them takes {devices.length.toLocaleString('en')} requests, four at a time. It can be stopped
            at any moment.
          </p>
          <Button className="mt-3" kind="primary" onClick={() => begin(false)}>
            {`Read ${devices.length.toLocaleString('en')} devices`}
          </Button>
        </div>
      ) : (
        <>
          <ReadingBar
            reading={reading}
            subject="invites"
            onStop={stop}
            onGoOn={() => begin(false)}
            onAgain={() => begin(true)}
          />
          {isPhone && <div className="px-4 pb-2">{find}</div>}
          <div className="flex shrink-0 items-center px-[24px] pb-[7px] max-md:border-b max-md:border-line-strong max-md:px-0 max-md:pb-2">
            <ShareFilters shares={shares} show={search.show} onShow={(show) => set({ show })} />
          </div>
          {shown.length > 0 ? (
            <SharesTable shares={shown} now={now} />
          ) : (
            <p className="border-t border-line-strong px-gutter pt-6 pb-2 text-small text-ink-2 max-md:px-4">
              {shares.length > 0
                ? 'No invite matches.'
                : reading.phase === 'done'
                  ? 'Nobody is invited to a device of this tailnet.'
                  : 'No invite was found so far.'}
            </p>
          )}
          <p className="shrink-0 px-gutter py-2 text-caption text-ink-3 max-md:px-4">
            The links themselves are shown on the page of each device, where they are asked for.
          </p>
        </>
      )}
    </main>
  );
}
