import { statusWords } from '#browser/device/device-status.ts';
import { type Movement, RouteMark } from '#browser/device/subnet-routes/route-marks.tsx';
import { exitKey, isWaiting } from '#browser/fleet/route-table.ts';
import { Badge } from '#browser/ui/badge.tsx';
import { Button } from '#browser/ui/button.tsx';
import { CopyButton } from '#browser/ui/copy-button.tsx';
import { StatusGlyph } from '#browser/ui/status-glyph.tsx';
import { Mono } from '#browser/ui/text.tsx';
import { useMedia } from '#browser/ui/use-media.ts';
import { exitRoutes } from '#contract/subnet-routes.ts';
import { Link } from '@tanstack/react-router';
import { CornerDownRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RouteLine } from './route-lines.ts';

/** How wide the table is: with room for everything, beside an editor, without the notes, two lines on a phone, or a sheet. */
export type LineShape = 'wide' | 'beside' | 'narrow' | 'phone' | 'paper';

export const lineColumns: Readonly<Record<LineShape, string>> = {
  wide: '244px minmax(0,260px) 132px minmax(0,1fr) 100px',
  beside: '180px minmax(0,180px) 104px minmax(0,1fr) 92px',
  narrow: '190px minmax(0,1fr) 116px 92px',
  phone: 'minmax(0,1fr) auto',
  // There `print.css` makes a table of it, whose heads stand on every sheet.
  paper: 'none',
};

type LineProps = {
  line: RouteLine;
  shape: LineShape;
  /** Marks the prefix that takes the traffic of the address that is looked for. */
  isMatch: boolean;
  movement: Movement;
  isEdited: boolean;
  /** Opens the routes of the device with this change staged; undefined where nothing may be changed. */
  onEdit: ((kind: 'approve' | 'withdraw') => void) | undefined;
};

/** One device with one prefix: who it is, whether it is approved, what follows, and the way to change it. */
export function RouteLineRow(props: LineProps): ReactNode {
  const { line, shape } = props;
  const border = line.isLast ? 'border-b border-line' : '';
  const fill = props.isEdited ? 'bg-selected' : 'hover:bg-hover';
  const common = `group items-center gap-x-4 px-gutter text-small max-md:px-4 ${border} ${fill}`;
  if (shape === 'phone')
    return (
      <div
        className={`${common} grid content-center gap-x-3`}
        style={{ gridTemplateColumns: lineColumns.phone, minHeight: 64, paddingBlock: 10 }}
      >
        <span role="cell" className="flex min-w-0 items-center gap-2.5">
          <PrefixName {...props} />
          <Mark {...props} />
        </span>
        <span role="cell" style={{ gridRow: 'span 2' }}>
          <EditButton {...props} />
        </span>
        <span role="cell" className="flex min-w-0 flex-wrap items-center gap-x-2.5 pl-5">
          <span className="flex max-w-full items-center gap-2.5" style={{ marginLeft: -20 }}>
            <RouterName line={line} />
          </span>
          <Note line={line} isWhole />
        </span>
      </div>
    );
  return (
    <div className={`${common} grid h-row`} style={{ gridTemplateColumns: lineColumns[shape] }}>
      <span role="cell" className="flex min-w-0 items-center gap-1.5">
        <PrefixName {...props} />
      </span>
      <span role="cell" className="flex min-w-0 items-center gap-2.5">
        <RouterName line={line} />
      </span>
      <span role="cell">
        <Mark {...props} />
      </span>
      {shape !== 'narrow' && (
        <span role="cell" className="flex min-w-0">
          <Note line={line} />
        </span>
      )}
      <span role="cell" className="flex justify-end">
        <EditButton {...props} />
      </span>
    </div>
  );
}

function PrefixName({ line, isMatch, shape }: LineProps): ReactNode {
  const { group } = line;
  const words = group.key === exitKey ? 'Exit nodes' : group.key;
  // The prefix stands once for all of its lines; a reader of one line hears it all the same.
  if (!line.isFirst && shape !== 'phone' && shape !== 'paper') return <span className="sr-only">{words}</span>;
  const indent = Math.min(group.depth, 4);
  return (
    <>
      {indent > 0 && (
        <span className="text-ink-3" style={{ marginLeft: 4 + (indent - 1) * 12 }}>
          <CornerDownRight className="size-3.5" strokeWidth={1.75} aria-hidden />
        </span>
      )}
      {group.key === exitKey ? (
        <span className="text-body font-medium">Exit nodes</span>
      ) : (
        <Mono className={`truncate font-medium ${line.isFirst ? '' : 'text-ink-3'}`}>{words}</Mono>
      )}
      {line.isFirst && group.key !== exitKey && shape !== 'phone' && (
        <CopyButton text={group.key} label={`Copy ${group.key}`} className="invisible group-hover:visible" />
      )}
      {isMatch && line.isFirst && <Badge kind="plain">Longest match</Badge>}
    </>
  );
}

function RouterName({ line }: { line: RouteLine }): ReactNode {
  const { facts, device, status } = line.carrier;
  return (
    <>
      <StatusGlyph shape={status} label={statusWords[status]} />
      <Link
        to="/devices/$nodeId"
        params={{ nodeId: device.key }}
        hash="routes"
        title={device.name ?? undefined}
        className="min-w-0 truncate font-medium underline-offset-3 hover:underline"
      >
        {facts.name}
      </Link>
    </>
  );
}

function Mark({ line, movement }: LineProps): ReactNode {
  const { carrier } = line;
  const state = isWaiting(carrier) ? 'waiting' : carrier.isAdvertised ? 'approved' : 'unadvertised';
  return <RouteMark state={state} movement={movement} />;
}

/** What follows from the line; on more than one line where it is to be read `isWhole`. */
function Note({ line, isWhole = false }: { line: RouteLine; isWhole?: boolean }): ReactNode {
  if (line.group.key === exitKey && line.isFirst && line.note === '')
    return (
      <span className="truncate text-ink-3">
        <Mono>{exitRoutes[0]}</Mono> and <Mono>{exitRoutes[1]}</Mono>
      </span>
    );
  return (
    <span title={line.note} className={`${isWhole ? '' : 'truncate'} ${line.isBad ? 'text-bad-ink' : 'text-ink-3'}`}>
      {line.note}
    </span>
  );
}

function EditButton({ line, movement, onEdit, shape }: LineProps): ReactNode {
  const { carrier, group } = line;
  const isTouch = useMedia('(pointer: coarse)');
  if (onEdit === undefined || movement !== undefined) return null;
  const kind = isWaiting(carrier) ? 'approve' : 'withdraw';
  const what = group.key === exitKey ? 'the exit node' : group.key;
  return (
    <Button
      size="sm"
      kind={kind === 'approve' ? 'outline' : 'ghost'}
      // What waits is offered; what works is left alone until somebody looks for it.
      className={`print:hidden ${kind === 'approve' || isTouch || shape === 'phone' ? '' : 'opacity-0 group-hover:opacity-100 focus-visible:opacity-100'}`}
      label={
        kind === 'approve' ? `Approve ${what} on ${carrier.facts.name}` : `Withdraw ${what} from ${carrier.facts.name}`
      }
      onClick={() => onEdit(kind)}
    >
      {kind === 'approve' ? 'Approve' : 'Withdraw'}
    </Button>
  );
}
