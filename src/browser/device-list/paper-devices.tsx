import { factsOf } from '#browser/device/device-facts.ts';
import { statusOf, statusWords } from '#browser/device/device-status.ts';
import type { LiveRouters } from '#browser/device/live-routers.ts';
import { StatusGlyph } from '#browser/ui/status-glyph.tsx';
import { usePrinting } from '#browser/ui/use-printing.ts';
import type { ListedDevice } from '#contract/device-list.ts';
import type { ReactNode } from 'react';
import type { Column } from './columns.ts';

/** More would be dozens of sheets that nobody reads, and seconds before the browser shows the first. */
const most = 1000;

type PaperProps = {
  devices: readonly ListedDevice[];
  columns: readonly Column[];
  filter: string;
  now: number;
  routers: LiveRouters;
  warning: number;
};

/** The devices of the filter as a plain table, on paper alone: the one on screen draws only what is in view. */
export function PaperDevices(props: PaperProps): ReactNode {
  return usePrinting() && <PaperTable {...props} />;
}

function PaperTable(props: PaperProps): ReactNode {
  const { devices, columns, now } = props;
  const rest = devices.length - most;
  return (
    <div data-paper="">
      {props.filter.trim() !== '' && <p>Filter: {props.filter}</p>}
      {rest > 0 && (
        <p>
          The first {most} of {devices.length} devices. Export writes all of them to a file.
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
          {devices.slice(0, most).map((device) => {
            const facts = factsOf(device);
            const status = statusOf(facts, now);
            return (
              <tr key={device.key}>
                <th scope="row">
                  <StatusGlyph shape={status} label={statusWords[status]} /> {facts.name}
                </th>
                {columns.slice(1).map(({ id, cell }) => (
                  <td key={id}>{cell(device, facts, props, false)}</td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
