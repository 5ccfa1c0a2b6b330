import { listed } from '#browser/device/listed.ts';
import type { Sheet } from './sheet.ts';

/** What stays with the old device or has to be set up on the machine itself, a sentence each. */
export function notMoved(sheet: Sheet, next: Sheet | undefined): readonly string[] {
  return [
    ...shareWords(sheet),
    ...(sheet.tags.length === 0 && sheet.owner !== '' && next !== undefined && next.owner !== sheet.owner
      ? [
          `It belongs to ${sheet.owner}. A device belongs to whoever signs it in${next.owner === '' ? '' : `: the new one to ${next.owner}`}.`,
        ]
      : []),
    ...(sheet.ipv6 === null
      ? []
      : [`The IPv6 address ${sheet.ipv6} stays. Rules and records that name it have to be changed.`]),
    `The node ID ${sheet.id} stays. Links, Terraform and scripts that name it have to be changed.`,
    ...(sheet.routes.length === 0 ? [] : ['Routes are advertised by the machine itself. Here they are only approved.']),
    'The date of the key, SSH host keys, Serve and Funnel belong to the machine.',
  ];
}

function shareWords({ shares, name }: Sheet): readonly string[] {
  if (shares === null) return [`Whether ${name} is shared is not known. Shares do not move.`];
  const accepted = shares.filter(({ isAccepted }) => isAccepted);
  const pending = shares.filter(({ isAccepted }) => !isAccepted);
  const who = (some: typeof shares) =>
    listed(some.map((share) => `${share.who}${share.allowsExitNode ? ' (with exit node)' : ''}`));
  return [
    ...(accepted.length === 0
      ? []
      : [`Shared with ${who(accepted)}. A share does not move: invite them to the new device.`]),
    ...(pending.length === 0
      ? []
      : [
          `Invited, and not accepted yet: ${who(pending)}. An invite does not move: create it again for the new device.`,
        ]),
  ];
}
