import type { FilterKey } from './filter-tokens.ts';

/** What people are told of a key. */
type KeyGuide = {
  /** What a token with this key asks of a device. */
  readonly means: string;
  /** Tokens that show what can be written after it. */
  readonly examples: readonly string[];
  /** What it takes, as the end of the sentence "tag: takes …". */
  readonly takes: string;
};

/** The keys of the filter language in the words of its help. */
export const guide: Readonly<Record<FilterKey, KeyGuide>> = {
  tag: {
    means: 'Has exactly this tag',
    examples: ['tag:prod', '-tag:ci', 'tag:(prod|db)', 'tag:*'],
    takes: 'the name of a tag, such as tag:prod',
  },
  os: { means: 'Runs this operating system', examples: ['os:linux'], takes: 'a system, such as os:linux' },
  owner: {
    means: 'Its owner’s login has this in it',
    examples: ['owner:amelie', 'owner:@example.com'],
    takes: 'a login or a part of it',
  },
  name: { means: 'Its machine name has this in it', examples: ['name:edge'], takes: 'a name or a part of it' },
  ip: {
    means: 'Its address is this one, in this network, or begins or ends so',
    examples: ['ip:100.64.0.10', 'ip:100.64.0.0/16', 'ip:8c43'],
    takes: 'an address, a network such as 100.64.0.0/16, or the end of an IPv6 address',
  },
  status: {
    means: 'Its state',
    examples: ['status:offline', 'status:pending'],
    takes: 'connected, offline, expired, pending, external or locked',
  },
  version: {
    means: 'Its client is this one, older (<) or newer (>)',
    examples: ['version:1.92', 'version:<1.90'],
    takes: 'a version, such as version:<1.90',
  },
  seen: {
    means: 'Was last connected longer ago (>) or since (<)',
    examples: ['seen:>30d', 'seen:<2026-11-01', 'seen:never'],
    takes: 'a time or a date, such as seen:>30d or seen:<2026-11-01',
  },
  expires: {
    means: 'Its key expires within (<) or after (>)',
    examples: ['expires:<7d', 'expires:>2027-01-31'],
    takes: 'a time or a date, such as expires:<7d or expires:>2027-01-31',
  },
  created: {
    means: 'Was added within (<) or longer ago (>)',
    examples: ['created:<24h', 'created:2026-11'],
    takes: 'a time or a date, such as created:<24h or created:2026-11',
  },
  route: {
    means: 'Carries this network, one in it or around it',
    examples: ['route:10.0.4.7', 'route:10.0.0.0/8', 'route:waiting'],
    takes: 'an address, a network, waiting or approved',
  },
  exit: { means: 'Offers an exit node', examples: ['exit:yes', 'exit:waiting'], takes: 'yes, approved, waiting or no' },
  expiry: { means: 'Its key expiry is off or on', examples: ['expiry:off'], takes: 'off or on' },
  update: { means: 'Has an update', examples: ['update:yes'], takes: 'yes or no' },
  ephemeral: { means: 'Is ephemeral', examples: ['ephemeral:yes'], takes: 'yes or no' },
  shared: { means: 'Is shared into this tailnet', examples: ['shared:in', 'shared:no'], takes: 'in or no' },
  is: {
    means: 'Something to look at',
    examples: ['is:attention', 'untagged', 'is:duplicate', 'is:ssh'],
    takes: 'attention, untagged, router, duplicate, ssh or blocking',
  },
  attr: {
    means: 'Has a posture attribute, as far as they have been read',
    examples: ['custom:tier=prod', 'custom:score>=80', 'attr:node:os=linux'],
    takes: 'an attribute, such as custom:tier=prod',
  },
};

/** The key that somebody meant who typed this one: another spelling, a beginning, or one letter off. */
export function meantKey(typed: string): FilterKey | undefined {
  const known = Object.keys(guide) as FilterKey[];
  return (
    synonyms[typed] ??
    known.find((key) => typed.length > 1 && (key.startsWith(typed) || typed === `${key}s`)) ??
    known.find((key) => isOneLetterOff(key, typed))
  );
}

const synonyms: Readonly<Record<string, FilterKey>> = {
  user: 'owner',
  login: 'owner',
  system: 'os',
  address: 'ip',
  ipv4: 'ip',
  ipv6: 'ip',
  host: 'name',
  hostname: 'name',
  machine: 'name',
  device: 'name',
  state: 'status',
  client: 'version',
  added: 'created',
  lastseen: 'seen',
  expiring: 'expires',
  key: 'expiry',
  subnet: 'route',
  prefix: 'route',
  updates: 'update',
  external: 'shared',
  attribute: 'attr',
  posture: 'attr',
};

/** True when the texts become the same once each leaves out the place where they first differ. */
function isOneLetterOff(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1 || one.length < 3) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const rest = [one.slice(at), other.slice(at)] as const;
  return (
    rest[0].slice(1) === rest[1].slice(1) ||
    rest[0].slice(1) === rest[1] ||
    rest[0] === rest[1].slice(1) ||
    (rest[0][0] === rest[1][1] && rest[0][1] === rest[1][0] && rest[0].slice(2) === rest[1].slice(2))
  );
}

/** The values that a key proposes whatever the tailnet has, and what each means. */
export const valueWords: Readonly<Partial<Record<FilterKey, Readonly<Record<string, string>>>>> = {
  status: {
    offline: 'Not connected now',
    connected: 'Connected now',
    expired: 'Key has expired',
    pending: 'Needs approval',
    external: 'Shared in',
    locked: 'Tailnet lock error',
  },
  seen: {
    '>30d': 'Not connected for 30 days',
    '>7d': 'Not connected for 7 days',
    '<24h': 'Connected within a day',
    never: 'Never connected',
  },
  expires: { '<7d': 'Key expires within 7 days', '<30d': 'Key expires within 30 days', off: 'Key expiry is off' },
  created: { '<24h': 'Added within a day', '<7d': 'Added within 7 days', '>365d': 'Added over a year ago' },
  route: { waiting: 'Has routes to approve', approved: 'Has approved subnet routes' },
  exit: {
    yes: 'Offers an exit node',
    approved: 'Is an exit node',
    waiting: 'Waits to be an exit node',
    no: 'Offers no exit node',
  },
  expiry: { off: 'Key expiry is off', on: 'Key expiry is on' },
  update: { yes: 'An update is there', no: 'Up to date' },
  ephemeral: { yes: 'Ephemeral', no: 'Not ephemeral' },
  shared: { in: 'Shared in', no: 'Of this tailnet' },
  is: {
    attention: 'Needs attention',
    untagged: 'Has no tag',
    router: 'Advertises subnets',
    duplicate: 'Shares its node key',
    ssh: 'Runs Tailscale SSH',
    blocking: 'Blocks incoming connections',
  },
};
