import type { Invite } from '#contract/invites.ts';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatExact } from '#browser/device/moment.ts';
import type { SectionSource } from '#browser/device/section-source.ts';
import { SourcedSection } from '#browser/device/section-state.tsx';
import { Badge } from '#browser/ui/badge.tsx';
import { Section } from '#browser/ui/section.tsx';
import { countInvites, inviteWords } from './invite-words.ts';

/** With whom outside of the tailnet a device is shared, and which invites still wait (https://tailscale.com/kb/1084/sharing). */
export function SharingSection(props: { source: SectionSource<readonly Invite[]>; now: number }): ReactNode {
  return (
    <SourcedSection
      id="sharing"
      title="Sharing"
      source={props.source}
      subject={{ plural: 'invites', scope: 'device_invites:read' }}
      bars={[160, 120, 150, 110]}
      meta={(invites) => (invites.length === 0 ? undefined : countInvites(invites.length))}
      summary={(invites) => countInvites(invites.length)}
    >
      {(invites) => <Invites invites={invites} now={props.now} />}
    </SourcedSection>
  );
}

/** Sharing of a device that is itself shared in: there is nothing to ask the server for. */
export function ForeignSharingSection(): ReactNode {
  return (
    <Section id="sharing" title="Sharing">
      <p className="text-small">Its owner decides with whom it is shared.</p>
    </Section>
  );
}

function Invites(props: { invites: readonly Invite[]; now: number }): ReactNode {
  if (props.invites.length === 0) return <p className="text-small">Not shared with anyone outside this tailnet.</p>;
  return (
    <ul className="-mt-1">
      {props.invites.map((invite) => {
        const words = inviteWords(invite, props.now);
        return (
          <li
            key={words.id}
            className="flex items-center gap-3 border-b border-line py-[7px] text-small last:border-b-0"
          >
            <span className="min-w-0 flex-1 wrap-anywhere">
              <span className={`block ${words.email === undefined ? 'text-ink-2' : ''}`}>
                {words.email ?? 'Link, no email'}
              </span>
              <span className="text-ink-3" title={words.at === undefined ? undefined : formatExact(words.at)}>
                {words.terms}
              </span>
            </span>
            {words.isAccepted ? (
              <span className="inline-flex items-center gap-1 text-ok-ink">
                <Check className="size-3.5" strokeWidth={2.25} aria-hidden />
                Accepted
              </span>
            ) : (
              <Badge kind="plain">Pending</Badge>
            )}
          </li>
        );
      })}
    </ul>
  );
}
