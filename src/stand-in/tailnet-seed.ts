import { type Device } from '#contract/device.ts';
import { base58Digits, createRandom, hashText } from './random.ts';
import { day, rfc3339 } from './rfc3339.ts';
import { type Person, type Policy, type Settings, type TailnetSeed } from './tailnet.ts';

/** Tags that may be given to a device although none carries them yet. */
const spareTags = ['tag:monitored', 'tag:monitoring-probe', 'tag:edge', 'tag:server', 'tag:lab'];

/** A policy file in which every one of the tags may be assigned; tags that are used but not owned would be orphans. */
export function policyWith(tags: Iterable<string>): Policy {
  const owners = [...new Set([...tags, ...spareTags])]
    .toSorted()
    .map((tag): [string, string[]] => [tag, ['autogroup:admin', 'group:network']]);
  return {
    groups: { 'group:network': ['amelie@example.com', 'jonas@example.com'], 'group:data': ['priya@example.com'] },
    hosts: { 'office-printer': '192.168.30.20', warehouse: '192.168.20.0/24' },
    tagOwners: Object.fromEntries(owners),
    autoApprovers: {
      routes: {
        '10.20.0.0/16': ['tag:router'],
        '10.60.0.0/16': ['tag:router'],
        '192.168.20.0/24': ['tag:storage'],
      },
      exitNode: ['tag:router'],
    },
    nodeAttrs: [
      { target: ['tag:exit'], ipPool: ['100.64.20.0/24'] },
      { target: ['autogroup:member'], attr: ['funnel'] },
    ],
  };
}

/** Settings of a tailnet that approves its devices by hand. */
export function approvingSettings(): Settings {
  return {
    devicesApprovalOn: true,
    devicesAutoUpdatesOn: false,
    devicesKeyDurationDays: 180,
    usersApprovalOn: true,
    usersRoleAllowedToJoinExternalTailnets: 'admin',
    networkFlowLoggingOn: false,
    regionalRoutingOn: false,
    postureIdentityCollectionOn: true,
    httpsEnabled: true,
    aclsExternallyManagedOn: false,
    aclsExternalLink: '',
  };
}

/** A user by login name; the role and the kind as the API spells them. */
export function person(loginName: string, now: number, more: Partial<Person> = {}): Person {
  const random = createRandom(hashText(loginName));
  const words = (loginName.split('@')[0] ?? '').split('.');
  return {
    id: `u${random.text(base58Digits, 10)}CNTRL`,
    displayName: words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' '),
    loginName,
    profilePicUrl: '',
    created: rfc3339(now - (400 + random.integer(600)) * day),
    type: 'member',
    role: 'member',
    status: 'active',
    ...more,
  };
}

/** A tailnet of exactly these devices, copied, with the people and tags that they mention. */
export function tailnetOf(devices: readonly Device[], now: number): TailnetSeed {
  const copies = devices.map((device) => structuredClone(device));
  const own = copies.filter((device) => !device.isExternal);
  const logins = new Set(own.flatMap((device) => (device.user?.includes('@') ? [device.user] : [])));
  return {
    devices: copies.map((device) => ({ device })),
    people: () => [...logins].map((login, index) => person(login, now, { role: index === 0 ? 'owner' : 'member' })),
    policy: policyWith(own.flatMap((device) => device.tags ?? [])),
    settings: approvingSettings(),
  };
}
