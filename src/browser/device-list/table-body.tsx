import type { ReactNode } from 'react';
import type { LiveRouters } from '#browser/device/live-routers.ts';
import type { LineInView } from '#browser/ui/use-lines-in-view.ts';
import type { Column } from './columns.ts';
import { DeviceRow, PhoneRow } from './device-row.tsx';
import type { ListExtras } from './list-extras.tsx';
import { type GridCursor, type Group, type Rows, isAt, rowId } from './rows.ts';

/**
 * The lines in view, each in the element of the one that left, as thirty new rows cost more than thirty changed ones. The
 * head of the group at the upper edge stays there.
 */
export function TableBody(props: {
  rows: Rows;
  inView: readonly LineInView[];
  /** The uppermost line in view. */
  first: number;
  /** Of all lines, in pixels. */
  height: number;
  cursor: GridCursor | undefined;
  isPhone: boolean;
  selected: ReadonlySet<string>;
  columns: readonly Column[];
  now: number;
  routers: LiveRouters;
  warning: number;
  GroupRow: ListExtras['GroupRow'] | undefined;
  onToggle: (group: Group) => void;
}): ReactNode {
  const { rows, cursor, GroupRow } = props;
  const DeviceLine = props.isPhone ? PhoneRow : DeviceRow;
  const stuck = rows.at(props.first)?.group;
  const headOf = (group: Group, index: number, key: string | number, top?: number) => {
    const row = { kind: 'group', group } as const;
    return (
      GroupRow && (
        <GroupRow
          key={key}
          id={rowId(row)}
          position={index}
          isActive={isAt(cursor, row)}
          top={top}
          group={group}
          size={rows.groups?.length ?? 0}
          onToggle={props.onToggle}
        />
      )
    );
  };
  return (
    <tbody className="relative block" style={{ height: props.height }}>
      {stuck && headOf(stuck, rows.indexOf({ kind: 'group', group: stuck.key }), 'stuck')}
      {props.inView.map(({ index, start, slot }) => {
        const row = rows.at(index);
        if (row === undefined) return null;
        if (row.kind === 'group') return row.group === stuck ? null : headOf(row.group, index, slot, start);
        return (
          <DeviceLine
            key={slot}
            id={rowId(row)}
            position={index}
            top={start}
            isActive={isAt(cursor, row)}
            device={row.device}
            isSelected={props.selected.has(row.device.key)}
            now={props.now}
            routers={props.routers}
            warning={props.warning}
            columns={props.columns}
            group={row.group?.key}
            place={row.place}
            size={row.group?.devices.length}
          />
        );
      })}
    </tbody>
  );
}
