import type { Device } from '#contract/device.ts';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import type { DeviceQueries } from '#browser/api/queries.ts';
import { AddressList } from '#browser/device/addresses/address-list.tsx';
import { KeyState } from '#browser/device/key-expiry/key-state.tsx';
import { keyWords } from '#browser/device/key-expiry/key-words.ts';
import { warningSpan } from '#browser/fleet/key-warning.ts';
import { MachineSection } from '#browser/device/machine/machine-section.tsx';
import { NetworkSection } from '#browser/device/network/network-section.tsx';
import { attributeRows, countCustom } from '#browser/device/posture/attribute-rows.ts';
import { groupRows } from '#browser/device/posture/attribute-sources.ts';
import { AttributeTable } from '#browser/device/posture/attribute-table.tsx';
import { ReadOnlyMark } from '#browser/device/section/read-only-mark.tsx';
import { type SectionSource, useSectionSource } from '#browser/device/section/section-source.ts';
import { SourcedSection } from '#browser/device/section/section-state.tsx';
import { InviteRow } from '#browser/device/sharing/invite-row.tsx';
import { countInvites } from '#browser/device/sharing/invite-words.ts';
import { otherRouters } from '#browser/device/subnet-routes/other-routers.ts';
import { RoutesReading } from '#browser/device/subnet-routes/routes-reading.tsx';
import { approvalWords } from '#browser/device/subnet-routes/subnet-routes.schema.ts';
import { ownerWords } from '#browser/device/tags/owner-words.ts';
import { TagList } from '#browser/device/tags/tag-chips.tsx';
import { Section } from '#browser/ui/section.tsx';
import { useNow } from '#browser/ui/use-now.ts';
import type { EmbedSection } from './embed-place.ts';

/** What each section needs: the device as its own answer has it, and how to ask for the rest. */
export type Shown = {
  readonly deviceId: string;
  readonly detail: SectionSource<Device>;
  readonly queries: DeviceQueries;
  /** True where the section stands alone and says itself that nothing can be changed in it. */
  readonly isAlone: boolean;
};

/** Who else routes the same prefixes is worth the whole list, but not every few seconds. */
const listEvery = 300_000;
const deviceFacts = { plural: 'facts of the device', scope: 'devices:core:read' };

/** A section of a device to look at: the same words as in the console, and nothing that changes anything. */
export function EmbeddedSection({ id, ...shown }: Shown & { id: EmbedSection }): ReactNode {
  const now = useNow(30_000);
  switch (id) {
    case 'routes':
      return <Routes {...shown} />;
    case 'network':
      return <NetworkSection source={shown.detail} />;
    case 'tags':
      return <Tags {...shown} />;
    case 'key':
      return <Key {...shown} />;
    case 'address':
      return <Addresses {...shown} />;
    case 'posture':
      return <Posture {...shown} />;
    case 'sharing':
      return <Sharing {...shown} />;
    case 'machine':
      return <MachineSection source={shown.detail} now={now} />;
    default:
      return id satisfies never;
  }
}

function Routes({ deviceId, detail, queries, isAlone }: Shown): ReactNode {
  const now = useNow(60_000);
  const source = useSectionSource(useQuery({ ...queries.routes(deviceId), enabled: !isForeign(detail) }));
  const list = useQuery({ ...queries.list(), staleTime: listEvery, refetchInterval: listEvery }).data;
  const others = useMemo(
    () => (list?.hasRoutes ? otherRouters(list.devices, deviceId, now) : undefined),
    [list, deviceId, now],
  );
  return (
    <PartSection
      id="routes"
      title="Subnet routes"
      foreign={isForeign(detail) ? "Its routes are its owner's business." : undefined}
      source={source}
      subject={{ plural: 'subnet routes', scope: 'devices:routes:read' }}
      bars={[300, 340, 260]}
      meta={approvalWords}
      summary={approvalWords}
      isAlone={isAlone}
    >
      {(routes) => <RoutesReading shown={routes} confirmed={routes} pending={[]} others={others} hasTerminal={false} />}
    </PartSection>
  );
}

function Tags(shown: Shown): ReactNode {
  return (
    <DeviceSection id="tags" title="Tags" bars={[180, 240]} {...shown}>
      {(device) => {
        const tags = device.tags ?? [];
        return (
          <>
            {tags.length === 0 ? <p className="text-small">No tags.</p> : <TagList confirmed={tags} shown={tags} />}
            <p className="mt-2 text-small wrap-anywhere text-ink-3">{ownerWords(device)}</p>
          </>
        );
      }}
    </DeviceSection>
  );
}

function Key(shown: Shown): ReactNode {
  const { detail, queries } = shown;
  const now = useNow(30_000);
  const settings = useQuery({ ...queries.settings(), enabled: detail.data !== undefined }).data;
  const warning = warningSpan(settings?.devicesKeyDurationDays);
  return (
    <DeviceSection
      id="key"
      title="Key expiry"
      bars={[220, 280]}
      meta={(device) => keyWords(device, now, warning).meta}
      {...shown}
    >
      {(device) => <KeyState words={keyWords(device, now, warning)} />}
    </DeviceSection>
  );
}

function Addresses(shown: Shown): ReactNode {
  return (
    <DeviceSection id="address" title="Addresses" bars={[220, 280]} {...shown}>
      {(device) => <AddressList device={device} />}
    </DeviceSection>
  );
}

function Posture({ deviceId, detail, queries, isAlone }: Shown): ReactNode {
  const source = useSectionSource(useQuery({ ...queries.attributes(deviceId), enabled: !isForeign(detail) }));
  return (
    <PartSection
      id="posture"
      title="Posture attributes"
      foreign={isForeign(detail) ? 'Its own tailnet keeps its attributes.' : undefined}
      source={source}
      subject={{ plural: 'posture attributes', scope: 'devices:posture_attributes:read' }}
      bars={[210, 180, 200, 170, 190]}
      meta={(answer) => countCustom(attributeRows(answer))}
      isAlone={isAlone}
    >
      {(answer) => {
        const groups = groupRows(attributeRows(answer));
        if (groups.length === 0) return <p className="text-small">No posture attributes.</p>;
        return groups.map((group) => (
          <AttributeTable key={group.namespace} group={group} movementOf={() => undefined} />
        ));
      }}
    </PartSection>
  );
}

function Sharing({ deviceId, detail, queries, isAlone }: Shown): ReactNode {
  const now = useNow(30_000);
  const source = useSectionSource(useQuery({ ...queries.invites(deviceId), enabled: !isForeign(detail) }));
  return (
    <PartSection
      id="sharing"
      title="Sharing"
      foreign={isForeign(detail) ? 'Its owner decides with whom it is shared.' : undefined}
      source={source}
      subject={{ plural: 'invites', scope: 'device_invites:read' }}
      bars={[160, 120, 150, 110]}
      meta={(invites) => invites.length > 0 && countInvites(invites.length)}
      summary={(invites) => countInvites(invites.length)}
      isAlone={isAlone}
    >
      {(invites) =>
        invites.length === 0 ? (
          <p className="text-small">Not shared with anyone outside this tailnet.</p>
        ) : (
          <ul aria-label="Invites" className="-mt-1">
            {/* Whoever has the link of an invite can accept it, so it stays in the console. */}
            {invites.map((invite) => (
              <InviteRow
                key={invite.id}
                invite={{ ...invite, inviteUrl: '' }}
                now={now}
                doing={undefined}
                onAsk={undefined}
              />
            ))}
          </ul>
        )
      }
    </PartSection>
  );
}

type SectionProps<Data> = Omit<Parameters<typeof SourcedSection<Data>>[0], 'action'> & { readonly isAlone: boolean };

/** A section of the facts that stand in the device itself. */
function DeviceSection(
  props: Omit<SectionProps<Device>, 'source' | 'subject'> & Pick<Shown, 'detail'> & Partial<Shown>,
): ReactNode {
  const { id, title, bars, meta, detail, isAlone, children } = props;
  return (
    <SourcedSection
      id={id}
      title={title}
      source={detail}
      subject={deviceFacts}
      bars={bars}
      {...(meta === undefined ? {} : { meta })}
      action={isAlone && <ReadOnlyMark />}
    >
      {children}
    </SourcedSection>
  );
}

/** A section of a part with an answer of its own; `foreign` stands in its place where another tailnet keeps it. */
function PartSection<Data>(props: SectionProps<Data> & { foreign: string | undefined }): ReactNode {
  const { foreign, isAlone, ...section } = props;
  if (foreign === undefined) return <SourcedSection {...section} action={isAlone && <ReadOnlyMark />} />;
  return (
    <Section id={section.id} title={section.title}>
      <p className="text-small">{foreign}</p>
    </Section>
  );
}

function isForeign({ data }: Shown['detail']): boolean {
  return data?.isExternal === true;
}
