import { formatExact } from '#browser/device/moment.ts';
import { TimeText } from '#browser/device/time-text.tsx';
import { IconButton } from '#browser/ui/button.tsx';
import { useMedia } from '#browser/ui/use-media.ts';
import { Lock, Pencil, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AttributeRow } from './attribute-rows.ts';
import type { AttributeGroup } from './attribute-sources.ts';

/** Where an attribute is going, while the server has not said yes. */
export type Movement = 'saving' | 'deleting' | undefined;

/** The attributes of one namespace; those that nobody here can change say who sets them. */
export function AttributeTable(props: {
  group: AttributeGroup;
  movementOf: (key: string) => Movement;
  /** What the rows offer while they are edited; undefined while they are only read. */
  controls?: { readonly onEdit: (key: string) => void; readonly onDelete: (key: string) => void } | undefined;
}): ReactNode {
  const { group, controls } = props;
  const isTouch = useMedia('(pointer: coarse)');
  const isLocked = group.setBy !== undefined;
  const hasControls = controls !== undefined && !isLocked;
  // Fingers need the room; the form of a row says its type.
  const hasType = !hasControls || !isTouch;
  const size = isTouch ? 'size-touch' : 'size-6';
  return (
    <table className="w-full table-fixed text-small">
      <caption className={isLocked ? 'pt-2.5 pb-1 text-left text-caption text-ink-3' : 'sr-only'}>
        {isLocked ? (
          <span className="inline-flex items-center gap-1.5">
            <Lock className="size-3.5 shrink-0" strokeWidth={1.75} aria-hidden />
            {group.setBy}
          </span>
        ) : (
          'Custom attributes'
        )}
      </caption>
      <colgroup>
        <col className={hasControls ? 'w-[50%]' : 'w-[54%]'} />
        <col />
        {hasType && <col className="w-[60px]" />}
        {hasControls && <col className={isTouch ? 'w-[92px]' : 'w-[52px]'} />}
      </colgroup>
      <thead className="sr-only">
        <tr>
          <th scope="col">Key</th>
          <th scope="col">Value</th>
          {hasType && <th scope="col">Type</th>}
          {hasControls && <th scope="col">Changes</th>}
        </tr>
      </thead>
      <tbody>
        {group.rows.map((row) => (
          <tr key={row.key} className="border-b border-line align-top last:border-b-0">
            <RowCells row={row} movement={props.movementOf(row.key)} hasType={hasType} isTypeLeft={hasControls} />
            {hasControls && (
              <td className="py-0.5 text-right whitespace-nowrap">
                {props.movementOf(row.key) === undefined && (
                  <>
                    <IconButton
                      icon={Pencil}
                      label={`Edit ${row.key}`}
                      size={size}
                      iconSize="size-3.5"
                      onClick={() => controls.onEdit(row.key)}
                    />
                    <IconButton
                      icon={Trash2}
                      label={`Delete ${row.key}`}
                      size={size}
                      iconSize="size-3.5"
                      onClick={() => controls.onDelete(row.key)}
                    />
                  </>
                )}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RowCells(props: { row: AttributeRow; movement: Movement; hasType: boolean; isTypeLeft: boolean }): ReactNode {
  const { row, movement } = props;
  const under = movement === undefined ? undefined : movement === 'saving' ? 'Saving…' : 'Deleting…';
  const gone = movement === 'deleting' ? 'line-through' : '';
  return (
    <>
      <th scope="row" className="py-[5px] pr-2 text-left font-mono text-code font-normal wrap-anywhere">
        <span className={gone}>
          <span className="text-ink-3">{row.namespace}</span>
          {row.name}
        </span>
      </th>
      <td className="py-[5px] pr-2 font-mono text-code wrap-anywhere">
        <span className={gone}>{row.value}</span>
        {!props.hasType && under !== undefined && (
          <span className="block font-sans text-caption text-ink-3">{under}</span>
        )}
        {row.expires !== undefined && (
          <span className="block font-sans text-caption text-ink-3">
            Until <TimeText at={row.expires}>{formatExact(row.expires)}</TimeText>
          </span>
        )}
      </td>
      {props.hasType && (
        <td
          className={`py-[5px] text-caption leading-5 whitespace-nowrap text-ink-3 ${props.isTypeLeft ? '' : 'text-right'}`}
        >
          {under ?? row.type}
        </td>
      )}
    </>
  );
}
