import { useApi } from '#browser/api/api-context.ts';
import { attentionGroups, type GroupWords } from '#browser/attention/attention-groups.ts';
import { AttentionList } from '#browser/attention/attention-list.tsx';
import { expiryCalendar } from '#browser/attention/expiry-calendar.ts';
import { waitingGroups } from '#browser/attention/waiting-reason.ts';
import { ListError, LoadingRows } from '#browser/device-list/list-states.tsx';
import { NoRoutesStrip } from '#browser/device-list/list-strips.tsx';
import type { AttentionItem, Judgement } from '#browser/fleet/judgement.ts';
import { routesOf } from '#browser/fleet/route-table.ts';
import { homeAddress } from '#browser/place.ts';
import { useJudgement } from '#browser/shell/fleet-judgement.tsx';
import { Freshness } from '#browser/shell/freshness.tsx';
import { PageHead } from '#browser/shell/page-head.tsx';
import { useTrouble, waitReason } from '#browser/shell/trouble.ts';
import { announce } from '#browser/ui/announcer.tsx';
import { Button } from '#browser/ui/button.tsx';
import { saveFile } from '#browser/ui/save-file.ts';
import { useMedia } from '#browser/ui/use-media.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CalendarDays } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { ApprovalRefusals } from './approval-refusals.tsx';
import { ApproveRow } from './attention-approve.tsx';
import { ReviewAll } from './attention-review.tsx';
import { useRoutesDock } from './use-routes-dock.tsx';

/** Everything that waits for a person or will break, worst first, each with one reason and one button. */
export function AttentionPage(): ReactNode {
  const { queries, reasonAgainst } = useApi();
  const readOnlyReason = reasonAgainst('approval');
  const answer = useQuery({ ...queries.list(), select: ({ hasRoutes }) => hasRoutes });
  const { trouble } = useTrouble();
  const judgement = useJudgement();
  // On the smallest phones "Go to" alone leads there.
  const isLinkInHead = useMedia('(360px <= width < 760px)');
  const groups = useMemo(() => judgement && attentionGroups(judgement), [judgement]);
  const refresh = () => void answer.refetch();
  return (
    <main className="flex min-h-0 flex-1 flex-col print:block">
      <PageHead
        title="Needs attention"
        count={judgement !== undefined && (judgement.count === 1 ? '1 device' : `${judgement.count} devices`)}
        filter={isLinkInHead && <SharesLink />}
        freshness={
          <>
            <SharesLink />
            <Freshness
              updatedAt={answer.dataUpdatedAt}
              isFetching={answer.isFetching}
              offReason={waitReason(trouble)}
              onRefresh={refresh}
            />
          </>
        }
      />
      {answer.data === false && <NoRoutesStrip />}
      {readOnlyReason !== undefined && (
        <p className="px-gutter pb-3 text-small text-ink-2 max-md:px-4">{readOnlyReason}</p>
      )}
      <ApprovalRefusals />
      {groups === undefined || judgement === undefined ? (
        answer.error !== null && answer.data === undefined ? (
          <ListError error={answer.error} trouble={trouble} isBusy={answer.isFetching} onRetry={refresh} />
        ) : (
          <LoadingRows />
        )
      ) : (
        <>
          {judgement.count === 0 && <AllWell hasProposals={groups.length > 0} />}
          {groups.length > 0 && <Groups groups={groups} judgement={judgement} />}
        </>
      )}
    </main>
  );
}

function Groups(props: { groups: readonly GroupWords[]; judgement: Judgement }): ReactNode {
  const { groups, judgement } = props;
  const { reasonAgainst } = useApi();
  const { edited, open, dock } = useRoutesDock();
  const review = ({ device, facts }: AttentionItem) => {
    const approve = waitingGroups(device, judgement.table).flatMap(routesOf);
    open({ key: device.key, name: facts.name }, { approve, withdraw: [] });
  };
  const actionOf = (item: AttentionItem) => {
    if (item.kind !== 'approval' && item.kind !== 'routes') return undefined;
    if (reasonAgainst(item.kind) !== undefined) return undefined;
    if (item.kind === 'approval') return <ApproveRow item={item} />;
    return <ReviewRow item={item} onReview={review} />;
  };
  return (
    <div className="relative flex min-h-0 flex-1 print:block">
      <AttentionList
        groups={groups}
        judgement={judgement}
        edited={edited}
        renderHead={(group) => <GroupActions group={group} judgement={judgement} />}
        renderAction={actionOf}
      />
      {dock}
    </div>
  );
}

/** Opens the routes that wait beside the list, approval staged. */
function ReviewRow(props: { item: AttentionItem; onReview: (item: AttentionItem) => void }): ReactNode {
  const { item } = props;
  return (
    <Button
      size="sm"
      className="w-[76px] print:hidden"
      label={`Review the routes of ${item.facts.name}`}
      onClick={() => props.onReview(item)}
    >
      Review
    </Button>
  );
}

function SharesLink(): ReactNode {
  return (
    <Link
      to="/shares"
      search={{}}
      className="ml-auto inline-flex h-control-sm min-w-0 items-center rounded-control px-2.5 text-small font-medium whitespace-nowrap text-ink-2 hover:bg-hover hover:text-ink touch:h-touch"
    >
      All shares
    </Link>
  );
}

function GroupActions(props: { group: GroupWords; judgement: Judgement }): ReactNode {
  const { id, items } = props.group;
  return (
    <>
      {id === 'expiring' && (
        <Button
          kind="ghost"
          size="sm"
          icon={CalendarDays}
          label="Download a calendar of these expiries"
          onClick={() => downloadExpiries(items, Date.now())}
        >
          Calendar
        </Button>
      )}
      <ReviewAll group={props.group} />
    </>
  );
}

function downloadExpiries(items: readonly AttentionItem[], now: number): void {
  const name = `tailboard-key-expiry-${new Date(now).toISOString().slice(0, 10)}.ics`;
  saveFile(name, 'text/calendar', [expiryCalendar(items, now, homeAddress())]);
  announce(`${name} is downloaded.`);
}

function AllWell(props: { hasProposals: boolean }): ReactNode {
  return (
    <div className="border-t border-line-strong px-gutter pt-6 pb-2 text-small max-md:px-4">
      <p className="text-body font-medium">Nothing needs attention.</p>
      <p className="mt-1 text-ink-2">
        No device waits for approval, no router is down, and no key ends soon.
        {props.hasProposals && ' What follows can wait.'}
      </p>
    </div>
  );
}
