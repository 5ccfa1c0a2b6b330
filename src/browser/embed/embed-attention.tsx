import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { DeviceQueries } from '#browser/api/queries.ts';
import { type GroupWords, attentionGroups, placeOf } from '#browser/attention/attention-groups.ts';
import { whenOf } from '#browser/attention/attention-reason.ts';
import { ReasonText } from '#browser/attention/reason-text.tsx';
import { statusOf, statusWords } from '#browser/device/device-status.ts';
import { formatExact } from '#browser/device/moment.ts';
import { useSectionSource } from '#browser/device/section/section-source.ts';
import { Bars } from '#browser/device/section/section-state.tsx';
import { judge } from '#browser/fleet/judge.ts';
import type { AttentionItem, Judgement } from '#browser/fleet/judgement.ts';
import { warningSpan } from '#browser/fleet/key-warning.ts';
import { basePath } from '#browser/place.ts';
import { StatusGlyph } from '#browser/ui/status-glyph.tsx';
import { useNow } from '#browser/ui/use-now.ts';
import { EmbedFailure, EmbedNote } from './embed-failure.tsx';
import { EmbedFrame } from './embed-frame.tsx';

/** Many look at a portal at once, so less often than the console asks; more would read as old below the list. */
const listEvery = 45_000;

/** A frame is no place for thousands of lines; the console has all of them. */
const most = 5;

/** What waits for a person or will break, worst first, a few lines of each group. */
export function EmbedAttention(props: { tailnet: string; queries: DeviceQueries }): ReactNode {
  const { tailnet, queries } = props;
  const list = useSectionSource(useQuery({ ...queries.list(), refetchInterval: listEvery }));
  const devices = list.data?.devices;
  const settings = useQuery({ ...queries.settings(), enabled: devices !== undefined }).data;
  const warning = warningSpan(settings?.devicesKeyDurationDays);
  const now = useNow(60_000);
  const [judgement, setJudgement] = useState<Judgement>();
  // The computation runs beside React.
  useEffect(
    () => devices && judge({ devices, now, warning, isAwaited: () => true, onDone: setJudgement }),
    [devices, now, warning],
  );
  const groups = useMemo(() => judgement && attentionGroups(judgement), [judgement]);
  return (
    <EmbedFrame
      title="Needs attention"
      head={
        <>
          <h1 className="font-medium">Needs attention</h1>
          {judgement !== undefined && (
            <span className="figures text-ink-3">
              {judgement.count === 1 ? '1 device' : `${judgement.count.toLocaleString('en')} devices`}
            </span>
          )}
        </>
      }
      consolePath="/attention"
      tailnet={tailnet}
      updatedAt={list.loadedAt ?? 0}
    >
      {devices === undefined && list.error !== undefined ? (
        <EmbedFailure error={list.error} isBusy={list.isFetching} onRetry={list.retry} />
      ) : judgement === undefined || groups === undefined ? (
        <div className="border-t border-line-strong pt-2.5">
          <Bars widths={[240, 300, 260, 280]} />
        </div>
      ) : groups.length === 0 ? (
        <EmbedNote title="Nothing needs attention.">
          <p className="text-ink-2">No device waits for approval, no router is down, and no key ends soon.</p>
        </EmbedNote>
      ) : (
        <div className="flex flex-col gap-5 compact:gap-3">
          {groups.map((group) => (
            <Group key={group.id} group={group} judgement={judgement} />
          ))}
        </div>
      )}
    </EmbedFrame>
  );
}

function Group(props: { group: GroupWords; judgement: Judgement }): ReactNode {
  const { group, judgement } = props;
  const { id, title, items } = group;
  const rest = items.length - most;
  return (
    <section aria-labelledby={id} className="border-t border-line-strong pt-2.5">
      <h2 id={id} className="text-section">
        {title} <span className="figures text-small font-normal text-ink-3">{items.length.toLocaleString('en')}</span>
      </h2>
      <ul>
        {items.slice(0, most).map((item) => (
          <Row key={`${item.kind} ${item.device.key}`} item={item} judgement={judgement} />
        ))}
      </ul>
      {rest > 0 && (
        <p className="pt-1 text-small">
          <ConsoleAnchor path="/attention">
            {rest.toLocaleString('en')} more<span className="sr-only"> of: {title}</span>
          </ConsoleAnchor>
        </p>
      )}
    </section>
  );
}

function Row(props: { item: AttentionItem; judgement: Judgement }): ReactNode {
  const { item, judgement } = props;
  const { facts, device, kind, at } = item;
  const { now } = judgement;
  const status = statusOf(facts, now);
  const { section } = placeOf[kind];
  return (
    <li className="border-b border-line py-[7px] text-small last:border-b-0 compact:py-1">
      <p className="flex items-center gap-2.5">
        <StatusGlyph shape={status} label={statusWords[status]} />
        <ConsoleAnchor path={`/devices/${encodeURIComponent(device.key)}${section === undefined ? '' : `#${section}`}`}>
          {facts.name}
        </ConsoleAnchor>
        <span className="figures ml-auto shrink-0 text-ink-3" title={at === undefined ? undefined : formatExact(at)}>
          {whenOf(item, now)}
        </span>
      </p>
      <p className="pl-5 wrap-anywhere">
        <ReasonText item={item} judgement={judgement} isOwnerTold />
      </p>
    </li>
  );
}

function ConsoleAnchor(props: { path: string; children: ReactNode }): ReactNode {
  return (
    <a
      href={basePath() + props.path}
      target="_blank"
      rel="noopener"
      className="truncate font-medium underline-offset-3 hover:underline"
    >
      {props.children}
    </a>
  );
}
