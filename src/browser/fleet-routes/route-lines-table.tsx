import type { Movement } from '#browser/device/subnet-routes/route-marks.tsx';
import type { PrefixRoutes } from '#browser/fleet/route-table.ts';
import { type LineHead, LineTable } from '#browser/shell/line-table.tsx';
import { useMedia } from '#browser/ui/use-media.ts';
import { usePrinting } from '#browser/ui/use-printing.ts';
import { useWidth } from '#browser/ui/use-width.ts';
import { ArrowUp } from 'lucide-react';
import { type ReactNode, useMemo, useRef } from 'react';
import { type LineShape, RouteLineRow, lineColumns } from './route-line.tsx';
import { type RouteLine, linesOf } from './route-lines.ts';

const heads: readonly LineHead[] = [
  {
    label: 'Prefix',
    className: 'flex items-center gap-1 text-ink',
    icon: <ArrowUp className="size-3" strokeWidth={2} aria-hidden />,
    // A prefix stands by the one that it is inside of, so there is no other order.
    order: 'ascending',
  },
  { label: 'Router' },
  { label: 'Approval' },
  { label: 'Notes' },
  { label: 'Change', className: 'sr-only' },
];

/** Prefix by prefix, a line per device. */
export function RouteLinesTable(props: {
  groups: readonly PrefixRoutes[];
  now: number;
  /** How long before its end a key is worth a note, in milliseconds. */
  warning: number;
  match: PrefixRoutes | undefined;
  movementOf: (line: RouteLine) => Movement;
  /** The key of the device whose routes are being edited. */
  edited: string | undefined;
  onEdit: ((line: RouteLine, kind: 'approve' | 'withdraw') => void) | undefined;
}): ReactNode {
  const { groups, now, warning, onEdit } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const isPhone = useMedia('(width < 760px)');
  const isPrinting = usePrinting();
  const width = useWidth(scroller);
  const isTwoLines = !isPrinting && (isPhone || width < 600);
  const shape: LineShape = isPrinting
    ? 'paper'
    : isTwoLines
      ? 'phone'
      : width < 880
        ? 'narrow'
        : width < 1080
          ? 'beside'
          : 'wide';
  const lines = useMemo(() => groups.flatMap((group) => linesOf(group, now, warning)), [groups, now, warning]);
  return (
    <LineTable
      label="Routes"
      scroller={scroller}
      heads={shape === 'narrow' ? heads.filter(({ label }) => label !== 'Notes') : heads}
      columns={lineColumns[shape]}
      lines={lines}
      keyOf={keyOf}
      isStacked={isTwoLines}
    >
      {(line) => (
        <RouteLineRow
          line={line}
          shape={shape}
          isMatch={line.group === props.match}
          movement={props.movementOf(line)}
          isEdited={props.edited === line.carrier.device.key}
          onEdit={onEdit && ((kind) => onEdit(line, kind))}
        />
      )}
    </LineTable>
  );
}

function keyOf({ group, carrier }: RouteLine): string {
  return `${group.key} ${carrier.device.key}`;
}
