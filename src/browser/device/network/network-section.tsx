import type { Device } from '#contract/device.ts';
import { type ReactNode, useState } from 'react';
import type { SectionSource } from '#browser/device/section/section-source.ts';
import { SourcedSection } from '#browser/device/section/section-state.tsx';
import { Unknown } from '#browser/device/unknown.tsx';
import { Button } from '#browser/ui/button.tsx';
import { Facts } from '#browser/ui/section.tsx';
import { type NetworkReport, type Relay, nearestRelays, readNetwork } from './network-report.ts';

const shownAtFirst = 6;

/** How a device reaches the others: its relays by answer time, and what its network lets through. */
export function NetworkSection(props: { source: SectionSource<Device> }): ReactNode {
  const [isWhole, setWhole] = useState(false);
  const count = readNetwork(props.source.data?.clientConnectivity)?.relays.length ?? 0;
  return (
    <SourcedSection
      id="network"
      title="Network"
      source={props.source}
      subject={{ plural: 'network facts', scope: 'devices:core:read' }}
      bars={[260, 230, 250, 220, 240, 210]}
      meta={({ clientConnectivity }) => {
        const home = readNetwork(clientConnectivity)?.home;
        return home === undefined ? undefined : `Home relay ${home}`;
      }}
      action={
        count > shownAtFirst && (
          <Button kind="ghost" size="sm" className="-mr-2.5" expanded={isWhole} onClick={() => setWhole(!isWhole)}>
            {isWhole ? `Nearest ${shownAtFirst} relays` : `All ${count} relays`}
          </Button>
        )
      }
    >
      {({ clientConnectivity, isExternal }) => {
        const report = readNetwork(clientConnectivity);
        if (report === undefined) {
          return (
            <p className="text-small">
              {isExternal === true
                ? 'The server tells nothing of the network of a shared-in device.'
                : 'The device has not reported its network yet.'}
            </p>
          );
        }
        return <Report report={report} isWhole={isWhole} />;
      }}
    </SourcedSection>
  );
}

function Report(props: { report: NetworkReport; isWhole: boolean }): ReactNode {
  const { report, isWhole } = props;
  const relays = isWhole ? report.relays : nearestRelays(report.relays, shownAtFirst);
  return (
    <>
      {relays.length > 0 && <Relays relays={relays} />}
      <div className={relays.length > 0 ? 'mt-3 border-t border-line pt-2' : ''}>
        <Facts
          rows={[
            ['UDP', <Known key="udp" value={report.udp} />],
            ['IPv6', <Known key="ipv6" value={report.ipv6} />],
            ['NAT mapping', <Known key="nat" value={report.natMapping} />],
            ['Port mapping', <Known key="ports" value={report.portMapping} />],
            ['Hairpinning', <Known key="hairpinning" value={report.hairPinning} />],
            [
              'Endpoints',
              report.endpoints.length === 0 ? (
                <Known key="endpoints" value={undefined} />
              ) : (
                <ul key="endpoints" className="font-mono text-code">
                  {report.endpoints.map((endpoint) => (
                    <li key={endpoint}>{endpoint}</li>
                  ))}
                </ul>
              ),
            ],
          ]}
        />
      </div>
    </>
  );
}

/** Yes, no, or words; a dash where nobody knows. */
function Known(props: { value: boolean | string | undefined }): ReactNode {
  const { value } = props;
  if (value === undefined) return <Unknown />;
  return typeof value === 'string' ? value : value ? 'Yes' : 'No';
}

function Relays(props: { relays: readonly Relay[] }): ReactNode {
  const slowest = Math.max(...props.relays.map((relay) => relay.milliseconds), 1);
  return (
    <ul aria-label="Relays by answer time" className="flex flex-col gap-[5px]">
      {props.relays.map((relay) => (
        <li key={relay.name} className="grid grid-cols-[116px_minmax(0,1fr)_64px] items-center gap-3 text-small">
          <span className={`truncate ${relay.isHome ? 'font-medium' : 'text-ink-2'}`} title={relay.name}>
            {relay.name}
            {relay.isHome && <span className="sr-only"> (home relay)</span>}
          </span>
          <span className="border-l border-line-strong" aria-hidden>
            <span
              className={`block h-1.5 rounded-r-[2px] ${relay.isHome ? 'bg-ink' : 'bg-control'}`}
              style={{ width: `${Math.max(2, (relay.milliseconds / slowest) * 94)}%` }}
            />
          </span>
          <span className={`figures text-right ${relay.isHome ? 'font-medium' : 'text-ink-2'}`}>
            {relay.milliseconds.toFixed(1)} ms
          </span>
        </li>
      ))}
    </ul>
  );
}
