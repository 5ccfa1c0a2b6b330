import type { ListAnswer } from '#browser/api/queries.ts';
import type { ListedDevice } from '#contract/device-list.ts';
import type { Device } from '#contract/device.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useApi } from '#browser/api/api-context.ts';
import { deviceKeys } from '#browser/api/queries.ts';
import { PageTitle } from '#browser/shell/page-title.tsx';
import { announce } from '#browser/ui/announcer.tsx';
import { copyText } from '#browser/ui/copied.ts';
import { useNow } from '#browser/ui/use-now.ts';
import { AddressesPanel } from './addresses/addresses.panel.tsx';
import { ApproveButton } from './approval/approve-button.tsx';
import { attentionReasons } from '#browser/device/attention/attention-reasons.ts';
import { AttentionStrip } from '#browser/device/attention/attention-strip.tsx';
import { DangerPanel } from './danger-panel.tsx';
import { factsOf } from './device-facts.ts';
import { DeviceHeader } from './device-header.tsx';
import { deviceMarkdown } from './device-markdown.ts';
import { DevicePager } from './device-pager.tsx';
import { statusOf, statusWords } from './device-status.ts';
import { KeyExpiryPanel } from './key-expiry/key-expiry.panel.tsx';
import { liveRouters } from './live-routers.ts';
import { MachineSection } from './machine/machine-section.tsx';
import { NetworkSection } from './network/network-section.tsx';
import { PosturePanel } from './posture/posture.panel.tsx';
import { SectionIndex } from '#browser/device/section/section-index.tsx';
import { type SectionSource, useSectionSource } from '#browser/device/section/section-source.ts';
import { SectionBoundary } from '#browser/device/section/section-state.tsx';
import { SharingPanel } from './sharing/sharing.panel.tsx';
import { SubnetRoutesPanel } from './subnet-routes/subnet-routes.panel.tsx';
import { useDeviceKeys } from './use-device-keys.ts';
import { useKeyWarning } from './use-key-warning.ts';
import { TagsPanel } from './tags/tags.panel.tsx';
import { showSection, useSectionFocus } from '#browser/device/section/use-section-focus.ts';

const nobody: readonly ListedDevice[] = [];
const column = 'flex min-w-0 flex-col gap-5';

/** Everything about one device: header, what needs attention, and nine sections in reading order. */
export function DeviceSheet(props: {
  /** From its own answer, or until that is there from the list. */
  device: Device;
  deviceId: string;
  /** Its key in the list and in the URL. */
  deviceKey: string;
  detail: SectionSource<Device>;
  answer: ListAnswer | undefined;
  /** The devices in the order of the list, for those before and after this one. */
  ordered: readonly ListedDevice[];
  answeredAt: number;
  list: string | undefined;
}): ReactNode {
  const { deviceId, detail, answer } = props;
  const { queries, readOnlyReason, reasonAgainst } = useApi();
  const queryClient = useQueryClient();
  const now = useNow(30_000);
  const warning = useKeyWarning();
  const [editRequest, setEditRequest] = useState(0);
  const heading = useRef<HTMLHeadingElement>(null);

  const isExternal = props.device.isExternal === true;
  const routes = useQuery({ ...queries.routes(deviceId), enabled: !isExternal });
  const attributes = useSectionSource(useQuery({ ...queries.attributes(deviceId), enabled: !isExternal }));
  const invites = useSectionSource(useQuery({ ...queries.invites(deviceId), enabled: !isExternal }));

  // The answer about the routes is the newer one after a change, and the whole page speaks of what it says.
  const device = useMemo(
    (): Device =>
      routes.data === undefined
        ? props.device
        : { ...props.device, advertisedRoutes: [...routes.data.advertised], enabledRoutes: [...routes.data.enabled] },
    [props.device, routes.data],
  );
  const devices = answer?.devices ?? nobody;
  const routers = useMemo(() => liveRouters(devices), [devices]);
  const facts = factsOf(device);
  const reasons = attentionReasons(device, devices, routers, now, warning);

  const isSettled =
    isExternal ||
    (!routes.isPending &&
      [detail, attributes, invites].every(({ data, error }) => data !== undefined || error !== undefined));
  const section = useSectionFocus(isSettled);
  const status = statusWords[statusOf(facts, now)];
  const arrival = useRef({ section, words: `${facts.name}, ${status}.` });
  const markdown = () =>
    deviceMarkdown({
      device,
      routes: isExternal ? undefined : routes.data,
      attributes: attributes.data,
      invites: invites.data,
      routers,
      now: Date.now(),
      warning,
    });
  useDeviceKeys({
    facts,
    dnsName: device.name || undefined,
    isReadOnly: readOnlyReason !== undefined,
    copyMarkdown: () => void copyText(markdown()),
  });
  // Focus, scroll position and the live region belong to the document; this is the arrival at a device.
  useEffect(() => {
    announce(arrival.current.words);
    if (arrival.current.section === undefined) heading.current?.focus({ preventScroll: true });
  }, []);

  return (
    <>
      <PageTitle words={facts.name} />
      <div className="px-4 min-[800px]:px-gutter min-[800px]:pt-3">
        <DeviceHeader
          device={device}
          deviceId={deviceId}
          list={props.list}
          pager={<DevicePager devices={props.ordered} deviceKey={props.deviceKey} list={props.list} />}
          now={now}
          updatedAt={detail.loadedAt ?? props.answeredAt}
          isFetching={detail.isFetching}
          onRefresh={() => void queryClient.invalidateQueries({ queryKey: deviceKeys.device(deviceId) })}
          markdown={markdown}
          headingRef={heading}
        />
        {isExternal && (
          <p className="mt-3 text-small text-ink-2">Shared in from another tailnet; only its owner can change it.</p>
        )}
        {/* Whoever edits the routes is at it already. */}
        <div className="group-has-[#routes[data-editing]]/page:hidden">
          <AttentionStrip
            reasons={reasons}
            onReview={
              reasonAgainst('routes') === undefined
                ? () => {
                    setEditRequest((count) => count + 1);
                    // Where the section is in view already, nothing jumps.
                    showSection('routes', 'nearest');
                  }
                : undefined
            }
            approve={reasonAgainst('approval') === undefined ? <ApproveButton deviceId={deviceId} /> : undefined}
          />
        </div>
      </div>
      <SectionIndex />
      <div className="flex flex-col gap-5 -mt-px px-4 pb-10 min-[800px]:mt-0 min-[800px]:grid min-[800px]:grid-cols-2 min-[800px]:grid-rows-[auto_1fr] min-[800px]:gap-x-column min-[800px]:px-gutter min-[800px]:pt-5 min-[800px]:pb-8 min-[1200px]:grid-cols-[1.12fr_1fr_1fr] min-[1200px]:grid-rows-none">
        <div className={column}>
          <SectionBoundary id="routes" title="Subnet routes">
            <SubnetRoutesPanel deviceId={deviceId} editRequest={editRequest} />
          </SectionBoundary>
          <SectionBoundary id="network" title="Network">
            <NetworkSection source={detail} />
          </SectionBoundary>
        </div>
        <div className={`${column} min-[800px]:row-span-2 min-[1200px]:row-span-1`}>
          <SectionBoundary id="tags" title="Tags">
            <TagsPanel deviceId={deviceId} />
          </SectionBoundary>
          <SectionBoundary id="key" title="Key expiry">
            <KeyExpiryPanel deviceId={deviceId} />
          </SectionBoundary>
          <SectionBoundary id="address" title="Addresses">
            <AddressesPanel deviceId={deviceId} />
          </SectionBoundary>
          <SectionBoundary id="posture" title="Posture attributes">
            <PosturePanel deviceId={deviceId} />
          </SectionBoundary>
        </div>
        <div className={column}>
          <SectionBoundary id="sharing" title="Sharing">
            <SharingPanel deviceId={deviceId} />
          </SectionBoundary>
          <SectionBoundary id="machine" title="Machine">
            <MachineSection source={detail} now={now} />
          </SectionBoundary>
          <SectionBoundary id="danger" title="Danger zone">
            <DangerPanel deviceId={deviceId} />
          </SectionBoundary>
        </div>
      </div>
    </>
  );
}
