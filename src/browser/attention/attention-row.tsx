import { factsOf } from '#browser/device/device-facts.ts';
import { statusOf, statusWords } from '#browser/device/device-status.ts';
import { TimeText } from '#browser/device/time-text.tsx';
import type { AttentionItem, Judgement } from '#browser/fleet/judgement.ts';
import { StatusGlyph } from '#browser/ui/status-glyph.tsx';
import { Owner, TagText } from '#browser/ui/text.tsx';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { placeOf } from './attention-groups.ts';
import { whenOf } from './attention-reason.ts';
import { ReasonText } from './reason-text.tsx';

/** How wide the page is: with every column, without the owner, two lines on a phone, or a sheet of paper. */
export type RowShape = 'wide' | 'narrow' | 'phone' | 'paper';

const columns: Readonly<Record<RowShape, string>> = {
  wide: '244px minmax(0,260px) minmax(0,1fr) 120px 116px',
  narrow: '200px minmax(0,1fr) 112px 76px',
  phone: 'minmax(0,1fr) auto',
  paper: 'minmax(0,4fr) minmax(0,4fr) minmax(0,6fr) 96px',
};

const rowClass = 'group items-center gap-x-4 border-b border-line px-gutter text-small max-md:px-4';

/** One device, its one reason and its one button. */
export function AttentionRow(props: {
  item: AttentionItem;
  judgement: Judgement;
  shape: RowShape;
  isEdited: boolean;
  /** The button that does what is asked for, where that takes no question; undefined leads to the device instead. */
  action: ReactNode;
}): ReactNode {
  const { item, shape } = props;
  const { facts, device } = item;
  const { now } = props.judgement;
  const status = statusOf(facts, now);
  const fill = props.isEdited ? 'bg-selected' : 'hover:bg-hover has-focus-visible:bg-hover';
  const action = props.action ?? <PlaceLink item={item} />;
  const name = (
    <span className="flex min-w-0 items-center gap-2.5">
      <StatusGlyph shape={status} label={statusWords[status]} />
      <Link
        to="/devices/$nodeId"
        params={{ nodeId: device.key }}
        title={device.name ?? undefined}
        className={`truncate font-medium underline-offset-3 hover:underline ${shape === 'phone' ? 'text-touch' : 'text-body'}`}
      >
        {facts.name}
      </Link>
    </span>
  );
  const words = whenOf(item, now);
  // "Connected" is no time.
  const at = /\d/.test(words) ? (item.at ?? facts.lastSeen) : undefined;
  const when = (
    <span className="figures text-ink-3">{at === undefined ? words : <TimeText at={at}>{words}</TimeText>}</span>
  );
  if (shape === 'phone')
    return (
      <div
        className={`${rowClass} ${fill} grid content-center gap-x-3`}
        style={{ gridTemplateColumns: columns.phone, minHeight: 64, paddingBlock: 10 }}
      >
        <span className="flex min-w-0 items-baseline gap-x-3">
          {name}
          <span className="ml-auto shrink-0">{when}</span>
        </span>
        <span style={{ gridRow: 'span 2' }}>{action}</span>
        <span className="pl-5 wrap-anywhere">
          <ReasonText {...props} isOwnerTold />
        </span>
      </div>
    );
  return (
    <div
      className={`${rowClass} ${fill} grid ${shape === 'paper' ? '' : 'h-9'}`}
      style={{ gridTemplateColumns: columns[shape] }}
    >
      {name}
      {(shape === 'wide' || shape === 'paper') && (
        <span className="flex min-w-0">
          {facts.tags.length > 0 ? (
            <TagText tags={facts.tags} {...(shape === 'paper' ? { most: facts.tags.length } : {})} />
          ) : (
            <Owner login={facts.owner || '–'} />
          )}
        </span>
      )}
      <span className="truncate">
        <ReasonText {...props} isOwnerTold={shape === 'narrow'} />
      </span>
      {when}
      {shape !== 'paper' && <span className="flex justify-end">{action}</span>}
    </div>
  );
}

/** Looks like the small button that it stands in the place of; it leads somewhere, so it is a link. */
function PlaceLink(props: { item: AttentionItem }): ReactNode {
  const { facts, device, kind, twin } = props.item;
  const { section, verb } = placeOf[kind];
  const className =
    'inline-flex h-control-sm w-[76px] items-center justify-center rounded-control bg-canvas text-small font-medium whitespace-nowrap text-ink ring-1 ring-line-strong ring-inset hover:bg-hover touch:h-touch print:hidden';
  // A machine that was installed again takes over what it was before.
  if (kind === 'name' && twin !== undefined)
    return (
      <Link
        to="/devices/$nodeId/replace"
        params={{ nodeId: factsOf(twin).key }}
        search={{ with: device.key }}
        aria-label={`Replace ${factsOf(twin).name} by ${facts.name}`}
        className={className}
      >
        Replace
      </Link>
    );
  return (
    <Link
      to="/devices/$nodeId"
      params={{ nodeId: device.key }}
      hash={section ?? ''}
      aria-label={`${verb} ${facts.name}`}
      className={className}
    >
      {verb}
    </Link>
  );
}
