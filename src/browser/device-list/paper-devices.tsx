import { factsOf } from '#browser/device/device-facts.ts';
import { statusOf, statusWords } from '#browser/device/device-status.ts';
import type { LiveRouters } from '#browser/device/live-routers.ts';
import { StatusGlyph } from '#browser/ui/status-glyph.tsx';
import { usePrinting } from '#browser/ui/use-printing.ts';
import type { ReactNode } from 'react';
import type { Column } from './columns.ts';
import { GroupName } from './group-row.tsx';
import type { Row, Rows } from './rows.ts';

/** More would be dozens of sheets that nobody reads, and seconds before the browser shows the first. */
const most = 1000;

type PaperProps = {
  rows: Rows;
  columns: readonly Column[];
  filter: string;
  now: number;
  routers: LiveRouters;
  warning: number;
};

/** The lines of the list as a plain table, on paper alone: the one on screen draws only what is in view. */
export function PaperDevices(props: PaperProps): ReactNode {
  return usePrinting() && <PaperTable {...props} />;
}

function PaperTable(props: PaperProps): ReactNode {
  const { rows, columns } = props;
  return (
    <div data-paper="">
      {props.filter.trim() !== '' && <p>Filter: {props.filter}</p>}
      {rows.count > most && (
        <p>
          The first {most} of {rows.count} lines. Export writes all devices to a file.
        </p>
      )}
      <table aria-label="Devices on paper">
        <thead>
          <tr>
            {columns.map(({ id, label }) => (
              <th key={id} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: Math.min(rows.count, most) }, (_, index) => {
            const row = rows.at(index);
            return (
              row && (
                <PaperRow
                  key={row.kind === 'group' ? `~${row.group.key}` : `${row.group?.key ?? ''} ${row.device.key}`}
                  row={row}
                  world={props}
                />
              )
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function PaperRow({ row, world }: { row: Row; world: PaperProps }): ReactNode {
  const { columns, now } = world;
  if (row.kind === 'group')
    return (
      <tr data-group="">
        <th scope="rowgroup" colSpan={columns.length}>
          <GroupName group={row.group} /> {row.group.devices.length}
        </th>
      </tr>
    );
  const { device } = row;
  const facts = factsOf(device);
  const status = statusOf(facts, now);
  return (
    <tr>
      <th scope="row">
        <StatusGlyph shape={status} label={statusWords[status]} /> {facts.name}
      </th>
      {columns.slice(1).map(({ id, cell }) => (
        <td key={id}>{cell(device, facts, world, false)}</td>
      ))}
    </tr>
  );
}
