import type { Attributes } from '#contract/posture.ts';
import type { ReactNode } from 'react';
import { formatDay } from '#browser/device/moment.ts';
import type { SectionSource } from '#browser/device/section-source.ts';
import { SourcedSection } from '#browser/device/section-state.tsx';
import { TimeText } from '#browser/device/time-text.tsx';
import { Section } from '#browser/ui/section.tsx';
import { type AttributeRow, attributeRows, countCustom } from './attribute-rows.ts';

/** What is known of the state of the machine, as policy can ask for it (https://tailscale.com/kb/1288/device-posture). */
export function PostureSection(props: { source: SectionSource<Attributes>; now: number }): ReactNode {
  return (
    <SourcedSection
      id="posture"
      title="Posture attributes"
      source={props.source}
      subject={{ plural: 'posture attributes', scope: 'devices:posture_attributes:read' }}
      bars={[210, 180, 200, 170, 190]}
      meta={(answer) => countCustom(attributeRows(answer))}
      summary={(answer) => countAttributes(attributeRows(answer).length)}
    >
      {(answer) => <AttributeTable rows={attributeRows(answer)} now={props.now} />}
    </SourcedSection>
  );
}

function countAttributes(count: number): string {
  return count === 1 ? '1 attribute' : `${count} attributes`;
}

function AttributeTable(props: { rows: readonly AttributeRow[]; now: number }): ReactNode {
  if (props.rows.length === 0) return <p className="text-small">No posture attributes.</p>;
  return (
    <table className="w-full table-fixed text-small">
      <caption className="sr-only">Posture attributes</caption>
      <colgroup>
        <col className="w-[54%]" />
        <col />
        <col className="w-14" />
      </colgroup>
      <thead className="sr-only">
        <tr>
          <th scope="col">Key</th>
          <th scope="col">Value</th>
          <th scope="col">Type</th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <tr key={row.key} className="border-b border-line align-top last:border-b-0">
            <th scope="row" className="py-[5px] pr-2 text-left font-mono text-code font-normal wrap-anywhere">
              <span className="text-ink-3">{row.namespace}</span>
              {row.name}
            </th>
            <td className="py-[5px] pr-2 font-mono text-code wrap-anywhere">
              {row.value}
              {row.expires !== undefined && (
                <span className="block font-sans text-caption text-ink-3">
                  Until <TimeText at={row.expires}>{formatDay(row.expires, props.now)}</TimeText>
                </span>
              )}
            </td>
            <td className="py-[5px] text-right text-caption leading-5 text-ink-3">{row.type}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Posture of a shared-in device: there is nothing to ask the server for. */
export function ForeignPostureSection(): ReactNode {
  return (
    <Section id="posture" title="Posture attributes">
      <p className="text-small">Its own tailnet keeps its attributes.</p>
    </Section>
  );
}
