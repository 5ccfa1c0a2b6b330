import { callOf } from '#browser/changes/request-of.ts';
import { attributeBody } from '#contract/posture.ts';
import { authorizedBody, ipBody, keyBody, nameBody } from '#contract/device.ts';
import { createInvitesBody } from '#contract/invites.ts';
import * as v from 'valibot';
import type { Step } from './step.ts';

/** How a name, and how a value that one would paste into a terminal, is written. */
export type Writing = { readonly name: (text: string) => string; readonly value: (text: string) => string };

const plainly: Writing = { name: (text) => text, value: (text) => text };

/** What is to be done, as an order without its full stop: "Approve 10.0.0.0/16 on edge-fra-01". */
export function actionWords(step: Step, { name: nameOf, value: valueOf }: Writing = plainly): string {
  const device = nameOf(step.deviceName);
  const { body } = step.request;
  const call = callOf(step.request);
  const attribute = valueOf(call?.parameters['attributeKey'] ?? '');
  switch (call?.name) {
    case 'setRoutes':
      return `${listWords(step, ['Approve', 'Withdraw'], valueOf)} on ${device}`;
    case 'setTags':
      return `${listWords(step, ['Add', 'Remove'], valueOf)} on ${device}`;
    case 'setKeyExpiry':
      return `Turn key expiry ${v.is(keyBody, body) && body.keyExpiryDisabled ? 'off' : 'on'} on ${device}`;
    case 'expireDevice':
      return `Expire the key of ${device}`;
    case 'setAuthorized':
      return v.is(authorizedBody, body) && body.authorized ? `Approve ${device}` : `Revoke the approval of ${device}`;
    case 'deleteDevice':
      return `Delete ${device} from the tailnet`;
    case 'setIp':
      return `Change the IPv4 address of ${device} to ${valueOf(v.is(ipBody, body) ? body.ipv4 : '')}`;
    case 'setName':
      return v.is(nameBody, body) && body.name !== ''
        ? `Rename ${device} to ${valueOf(body.name)}`
        : `Reset the name of ${device} to the host name of its OS`;
    case 'setAttribute':
      return `Set ${attribute} of ${device} to ${valueOf(v.is(attributeBody, body) ? String(body.value) : '')}`;
    case 'deleteAttribute':
      return `Delete ${attribute} of ${device}`;
    case 'createInvites': {
      const count = v.is(createInvitesBody, body) ? body.length : 1;
      return `Create ${count === 1 ? 'a share invite' : `${count} share invites`} for ${device}`;
    }
    case 'deleteInvite':
      return `Revoke a share invite of ${device}`;
    case 'resendInvite':
      return `Mail a share invite of ${device} again`;
    default:
      return `Send ${step.request.method} ${valueOf(step.request.path)}`;
  }
}

/** "Approve a and b, and withdraw c"; without differences the list is sent as it is. */
function listWords(step: Step, verbs: readonly [added: string, removed: string], valueOf: Writing['value']): string {
  const side = (kind: 'added' | 'removed', verb: string) => {
    const texts = step.differences.flatMap((difference) =>
      difference.kind === kind ? [valueOf(difference.text)] : [],
    );
    return texts.length === 0 ? [] : [`${verb} ${texts.join(', ')}`];
  };
  const [first, second] = [...side('added', verbs[0]), ...side('removed', verbs[1])];
  if (first === undefined) return 'Send the list';
  return second === undefined ? first : `${first} and ${second.charAt(0).toLowerCase()}${second.slice(1)}`;
}
