import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiError } from '#browser/api/api-error.ts';
import type { DeviceQueries } from '#browser/api/queries.ts';
import { factsOf } from '#browser/device/device-facts.ts';
import { statusOf, statusWords } from '#browser/device/device-status.ts';
import { useSectionSource } from '#browser/device/section/section-source.ts';
import { Bars, SectionBoundary } from '#browser/device/section/section-state.tsx';
import { StatusGlyph } from '#browser/ui/status-glyph.tsx';
import { Mono } from '#browser/ui/text.tsx';
import { useNow } from '#browser/ui/use-now.ts';
import { EmbedFailure, EmbedNote } from './embed-failure.tsx';
import { EmbedFrame } from './embed-frame.tsx';
import type { EmbedSection } from './embed-place.ts';
import { EmbeddedSection } from './embed-sections.tsx';

const titles: Readonly<Record<EmbedSection, string>> = {
  routes: 'Subnet routes',
  network: 'Network',
  tags: 'Tags',
  key: 'Key expiry',
  address: 'Addresses',
  posture: 'Posture attributes',
  sharing: 'Sharing',
  machine: 'Machine',
};

/** Beside each other where there is room: what an admin decides about, and what the device tells of itself. */
const columns: readonly (readonly EmbedSection[])[] = [
  ['routes', 'tags', 'key', 'address', 'sharing'],
  ['network', 'posture', 'machine'],
];

/** One section of a device, or all of them below each other and, where there is room, in columns. */
export function EmbedDevice(props: {
  nodeId: string;
  section: EmbedSection | undefined;
  tailnet: string;
  queries: DeviceQueries;
}): ReactNode {
  const { nodeId, section, tailnet, queries } = props;
  const now = useNow(30_000);
  const detail = useSectionSource(useQuery(queries.detail(nodeId)));
  const device = detail.data;
  const facts = device && factsOf(device);
  const status = facts && statusOf(facts, now);
  const isGone = detail.error instanceof ApiError && detail.error.kind === 'missing';
  const shown = { deviceId: nodeId, detail, queries, isAlone: section !== undefined };
  return (
    <EmbedFrame
      title={[facts?.name ?? 'Device', ...(section === undefined ? [] : [titles[section]])].join(': ')}
      head={
        <>
          {status !== undefined && <StatusGlyph shape={status} label={statusWords[status]} />}
          <h1 className={facts === undefined ? 'sr-only' : 'truncate font-medium'}>{facts?.name ?? 'Device'}</h1>
          {facts?.ipv4 !== undefined && <Mono className="ml-1 text-ink-3">{facts.ipv4}</Mono>}
          {status !== undefined && status !== 'connected' && (
            <span className="truncate text-ink-3 max-[479px]:sr-only">{statusWords[status]}</span>
          )}
        </>
      }
      consolePath={isGone ? '/devices' : `/devices/${nodeId}${section === undefined ? '' : `#${section}`}`}
      tailnet={tailnet}
      updatedAt={detail.loadedAt ?? 0}
    >
      {isGone ? (
        <EmbedNote title={`There is no device ${nodeId} in ${tailnet || 'this tailnet'}.`}>
          <p className="text-ink-2">It may have been deleted, or the link is of another tailnet.</p>
        </EmbedNote>
      ) : device === undefined && detail.error !== undefined ? (
        <EmbedFailure error={detail.error} isBusy={detail.isFetching} onRetry={detail.retry} />
      ) : device === undefined ? (
        <div className="border-t border-line-strong pt-2.5">
          <Bars widths={[190, 300, 260]} />
        </div>
      ) : (
        <div
          className={`flex flex-col gap-5 compact:gap-3 ${section === undefined ? 'min-[800px]:grid min-[800px]:grid-cols-2 min-[800px]:gap-x-column' : ''}`}
        >
          {(section === undefined ? columns : [[section]]).map((ids) => (
            <div key={ids[0]} className="flex min-w-0 flex-col gap-5 compact:gap-3">
              {ids.map((id) => (
                <SectionBoundary key={id} id={id} title={titles[id]}>
                  <EmbeddedSection id={id} {...shown} />
                </SectionBoundary>
              ))}
            </div>
          ))}
        </div>
      )}
    </EmbedFrame>
  );
}
