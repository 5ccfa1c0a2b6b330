import { type Device, deviceSchema } from '#contract/device.ts';
import type { Answer, EndpointName } from '#contract/endpoints.ts';
import type { Invite } from '#contract/invites.ts';
import type { Attributes } from '#contract/posture.ts';
import type { DeviceRoutes } from '#contract/subnet-routes.ts';
import * as v from 'valibot';
import type { Aliases } from './aliases.ts';
import { maskDevice } from './mask-device.ts';

type Mask<A> = (answer: A, aliases: Aliases) => A;

const maskRoutes: Mask<DeviceRoutes> = (answer, aliases) => ({
  advertisedRoutes: answer.advertisedRoutes?.map(aliases.prefix),
  enabledRoutes: answer.enabledRoutes?.map(aliases.prefix),
});

const maskAttributes: Mask<Attributes> = ({ attributes, expiries }, aliases) => ({
  attributes: attributes && textsWithin(attributes, aliases),
  expiries: expiries && textsWithin(expiries, aliases),
});

const maskInvite: Mask<Invite> = (invite, aliases) => ({
  id: aliases.inviteId(invite.id),
  created: invite.created,
  tailnetId: undefined,
  deviceId: undefined,
  sharerId: undefined,
  multiUse: invite.multiUse,
  allowExitNode: invite.allowExitNode,
  email: invite.email ? aliases.user(invite.email) : invite.email,
  lastEmailSentAt: invite.lastEmailSentAt,
  // A link is the right to use a device; it is not in the page at all.
  inviteUrl: invite.inviteUrl && void aliases.hide(invite.inviteUrl, 'inviteLink'),
  accepted: invite.accepted,
  acceptedBy: invite.acceptedBy && {
    id: undefined,
    loginName: invite.acceptedBy.loginName ? aliases.user(invite.acceptedBy.loginName) : undefined,
    profilePicUrl: undefined,
  },
});

const maskPolicy: Mask<Answer<'getPolicy'>> = ({ tagOwners, groups, hosts, autoApprovers, nodeAttrs }, aliases) => {
  const who = (selector: string) => (selector.includes('@') ? aliases.user(selector) : selector);
  const lists = (given: Readonly<Record<string, string[]>> | null | undefined, name = (key: string) => key) =>
    given && Object.fromEntries(Object.entries(given).map(([key, list]) => [name(key), list.map(who)]));
  return {
    tagOwners: lists(tagOwners),
    groups: lists(groups),
    hosts:
      hosts &&
      Object.fromEntries(
        Object.entries(hosts).map(([name, place]) => [
          aliases.host(name, ''),
          place.includes('/') ? aliases.prefix(place) : aliases.address(place),
        ]),
      ),
    autoApprovers: autoApprovers && {
      routes: lists(autoApprovers.routes, aliases.prefix),
      exitNode: autoApprovers.exitNode?.map(who),
    },
    nodeAttrs: nodeAttrs?.map(({ target, attr, ipPool }) => ({
      target: target?.map(who),
      attr,
      // Addresses are suggested from a pool, and the page has none to compare it with.
      ipPool: aliases.kinds.has('addresses') ? undefined : ipPool,
    })),
  };
};

/** Most writes answer `null`; whatever else they answer says nothing that the page reads. */
const nothing: Mask<unknown> = (answer) => (answer === undefined ? undefined : null);

/** For every call of the contract what its answer looks like to the page. A row without an entry does not compile. */
export const maskAnswers: { readonly [N in EndpointName]: Mask<Answer<N>> } = {
  listDevices: ({ devices }, aliases) => ({ devices: devices && maskEntries(devices, aliases) }),
  getDevice: maskDevice,
  deleteDevice: nothing,
  expireDevice: nothing,
  setAuthorized: nothing,
  setName: nothing,
  setTags: nothing,
  setKeyExpiry: nothing,
  setIp: nothing,
  getRoutes: maskRoutes,
  setRoutes: maskRoutes,
  getAttributes: maskAttributes,
  setAttribute: (answer, aliases) => answer && maskAttributes(answer, aliases),
  deleteAttribute: nothing,
  patchAttributes: nothing,
  listInvites: (invites, aliases) => invites && invites.map((invite) => maskInvite(invite, aliases)),
  createInvites: (invites, aliases) => invites && invites.map((invite) => maskInvite(invite, aliases)),
  getInvite: maskInvite,
  deleteInvite: nothing,
  resendInvite: nothing,
  listUsers: ({ users }, aliases) => ({
    users: users?.map(({ loginName, created, type, role, status, deviceCount, lastSeen, currentlyConnected }) => ({
      id: undefined,
      displayName: undefined,
      loginName: loginName ? aliases.user(loginName) : loginName,
      profilePicUrl: undefined,
      tailnetId: undefined,
      created,
      type,
      role,
      status,
      deviceCount,
      lastSeen,
      currentlyConnected,
    })),
  }),
  getPolicy: maskPolicy,
  // The one address among them leads to where a team keeps its policy.
  getSettings: (settings) => ({ ...settings, aclsExternalLink: undefined }),
};

/** Entries of the list; one that is no device keeps its place and loses everything else. */
export function maskEntries(entries: readonly unknown[], aliases: Aliases): unknown[] {
  const devices = entries.map((entry) => v.safeParse(deviceSchema, entry));
  // Those of the tailnet itself first, so that its own domain is the first one that gets a number.
  const made = new Map<number, Device>();
  for (const isExternal of [false, true])
    for (const [place, device] of devices.entries())
      if (device.success && (device.output.isExternal === true) === isExternal)
        made.set(place, maskDevice(device.output, aliases));
  return devices.map((_, place) => {
    const device = made.get(place) ?? {};
    const { tailnetLockError } = device;
    // Once more, as it may speak of a device that came later.
    return tailnetLockError ? { ...device, tailnetLockError: aliases.text(tailnetLockError) } : device;
  });
}

/** The same value with every text in it looked through; what is no plain JSON is left out. */
function textsWithin(value: Readonly<Record<string, unknown>>, aliases: Aliases): Record<string, unknown> {
  const look = (inner: unknown): unknown => {
    if (typeof inner === 'string') return aliases.text(inner);
    if (typeof inner === 'number' || typeof inner === 'boolean' || inner === null) return inner;
    if (Array.isArray(inner)) return inner.map(look);
    if (typeof inner === 'object')
      return Object.fromEntries(Object.entries(inner).map(([key, member]) => [aliases.text(key), look(member)]));
    return undefined;
  };
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [aliases.text(key), look(member)]));
}
