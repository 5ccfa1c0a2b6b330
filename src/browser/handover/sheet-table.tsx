import { statusOf, statusWords } from '#browser/device/device-status.ts';
import { factsOf } from '#browser/device/device-facts.ts';
import { formatClock } from '#browser/device/moment.ts';
import { TimeText } from '#browser/device/time-text.tsx';
import { StatusGlyph } from '#browser/ui/status-glyph.tsx';
import type { Device } from '#contract/device.ts';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { sheetRows } from './handover-report.ts';
import type { Sheet } from './sheet.ts';

const inMono: ReadonlySet<string> = new Set(['IPv4', 'IPv6', 'Tags', 'Approved routes', 'Attributes', 'Node ID']);

/** Both devices side by side: the old one as its sheet has it, the new one as it is now. */
export function SheetTable(props: {
  sheet: Sheet;
  old: Device | undefined;
  /** The new device as it was when it was reviewed; as it is while nothing is begun. */
  nextSheet: Sheet | undefined;
  isBegun: boolean;
  next: Device | undefined;
  now: number;
}): ReactNode {
  const { sheet, old, next, now } = props;
  const theirs = new Map(props.nextSheet === undefined ? [] : sheetRows(props.nextSheet));
  return (
    <table className="w-full table-fixed text-small">
      <caption className="sr-only">Both devices</caption>
      <colgroup>
        <col style={{ width: 116 }} />
        <col />
        <col />
      </colgroup>
      <thead>
        <tr className="border-b border-line-strong align-top">
          <th scope="col">
            <span className="sr-only">What</span>
          </th>
          <th scope="col" className="py-1.5 pr-2 text-left font-normal">
            <DeviceHead id={sheet.id} name={sheet.name} device={old} now={now} />
            <span className="block text-caption text-ink-3">
              Sheet of <TimeText at={sheet.takenAt}>{formatClock(sheet.takenAt)}</TimeText>
              <NowCalled before={sheet.name} device={old} />
            </span>
          </th>
          <th scope="col" className="py-1.5 pr-2 text-left font-normal">
            {props.nextSheet === undefined ? (
              <span className="text-ink-3">Not chosen yet</span>
            ) : (
              <>
                <DeviceHead id={props.nextSheet.id} name={props.nextSheet.name} device={next} now={now} />
                <span className="block text-caption text-ink-3">
                  {props.isBegun ? 'As it was reviewed' : 'As it is now'}
                  <NowCalled before={props.nextSheet.name} device={next} />
                </span>
              </>
            )}
          </th>
        </tr>
      </thead>
      <tbody>
        {sheetRows(sheet).map(([term, values]) => (
          <tr key={term} className="border-b border-line align-top last:border-b-0">
            <th scope="row" className="py-[5px] pr-2 text-left font-normal text-ink-3">
              {term}
            </th>
            <Values values={values} isMono={inMono.has(term)} />
            <Values values={theirs.get(term)} isMono={inMono.has(term)} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The name that a device has by now, where that is another one. */
function NowCalled(props: { before: string; device: Device | undefined }): ReactNode {
  const name = props.device === undefined ? props.before : factsOf(props.device).name;
  return name !== props.before && <span className="wrap-anywhere">, now {name}</span>;
}

function DeviceHead(props: { id: string; name: string; device: Device | undefined; now: number }): ReactNode {
  const { device } = props;
  if (device === undefined)
    return (
      <span className="flex items-center gap-2">
        <span className="truncate text-body font-medium">{props.name}</span>
        <span className="text-ink-3">gone</span>
      </span>
    );
  const status = statusOf(factsOf(device), props.now);
  return (
    <span className="flex items-center gap-2">
      <StatusGlyph shape={status} label={statusWords[status]} />
      <Link
        to="/devices/$nodeId"
        params={{ nodeId: props.id }}
        className="truncate text-body font-medium underline-offset-3 hover:underline"
      >
        {props.name}
      </Link>
    </span>
  );
}

function Values({ values, isMono }: { values: readonly string[] | undefined; isMono: boolean }): ReactNode {
  return (
    <td className={`py-[5px] pr-2 wrap-anywhere ${isMono ? 'font-mono text-code' : ''}`}>
      {values === undefined ? null : values.length === 0 ? (
        <span className="font-sans text-ink-3">none</span>
      ) : (
        values.map((value) => (
          <span key={value} className="block">
            {value}
          </span>
        ))
      )}
    </td>
  );
}
