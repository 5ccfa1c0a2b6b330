import type { ListedDevice } from '#contract/device-list.ts';
import type { DeviceFacts } from '#browser/device/device-facts.ts';
import { hasWaitingRoutes, isExpired, isExpiring, needsAttention } from '#browser/device/device-status.ts';
import type { LiveRouters } from '#browser/device/live-routers.ts';
import { readDate } from '#browser/device/moment.ts';
import { readAddressTest, readRouteTest } from './filter-address.ts';
import { readAttributeTest } from './filter-attributes.ts';
import { isMeant, readMoment } from './filter-time.ts';
import { readVersionTest } from './filter-version.ts';

/** What some tokens look at besides the device. */
export type FilterWorld = {
  readonly now: number;
  /** Who else carries a device's routes. */
  readonly routers: LiveRouters;
  /** How long before its end a key is worth a warning, in milliseconds. */
  readonly warning: number;
  /** The posture attributes of the device with this key; undefined while nobody has read them. */
  readonly attributesOf?: ((key: string) => Readonly<Record<string, unknown>> | undefined) | undefined;
};

/** True when the device passes; `facts` are its own. */
export type DeviceTest = (device: ListedDevice, facts: DeviceFacts) => boolean;
type TokenTest = (device: ListedDevice, facts: DeviceFacts, world: FilterWorld) => boolean;
/** Makes the test of a value, which is lower-case and never empty; undefined when the key does not know the value. */
type ReadToken = (value: string) => TokenTest | undefined;

/** The keys that a token may have. */
export const filterKeys = [
  'tag',
  'os',
  'owner',
  'name',
  'ip',
  'status',
  'version',
  'seen',
  'expires',
  'created',
  'route',
  'exit',
  'expiry',
  'update',
  'ephemeral',
  'shared',
  'is',
  'attr',
] as const;
export type FilterKey = (typeof filterKeys)[number];

/** "*" asks for any value at all. */
const anyValue = '*';

const statuses: Readonly<Record<string, TokenTest>> = {
  connected: (_, facts) => facts.isConnected,
  offline: (_, facts) => !facts.isConnected,
  expired: (_, facts, { now }) => isExpired(facts, now),
  pending: (_, facts) => !facts.isApproved,
  external: (_, facts) => facts.isExternal,
  locked: (_, facts) => facts.isLocked,
};

const isShared: TokenTest = (_, facts) => facts.isExternal;
const isExpiryOff: TokenTest = (device, facts) => device.keyExpiryDisabled === true && !facts.isExternal;

/** The keys whose values are words of ours, with the test of each; the first ones are proposed first. */
const vocabularies = {
  status: statuses,
  route: {
    waiting: (_, facts) => hasWaitingRoutes(facts),
    approved: (_, facts) => facts.subnets.approved > 0,
  },
  exit: {
    yes: (_, facts) => facts.exitNode !== 'none',
    approved: (_, facts) => facts.exitNode === 'approved',
    waiting: (_, facts) => facts.exitNode === 'waiting',
    no: (_, facts) => facts.exitNode === 'none',
  },
  expiry: { off: isExpiryOff, on: (device, facts) => !isExpiryOff(device, facts, nowhere) && !facts.isExternal },
  update: yesOrNo((device) => device.updateAvailable === true),
  ephemeral: yesOrNo((device) => device.isEphemeral === true),
  shared: { in: isShared, ...yesOrNo(isShared) },
  is: {
    attention: (device, facts, { now, routers, warning }) => needsAttention(device, facts, routers, now, warning),
    untagged: (_, facts) => facts.tags.length === 0,
    router: (_, facts) => facts.subnets.advertised > 0,
    duplicate: (device) => device.multipleConnections === true,
    ssh: (device) => device.sshEnabled === true,
    blocking: (device) => device.blocksIncomingConnections === true,
  },
} as const satisfies Partial<Record<FilterKey, Readonly<Record<string, TokenTest>>>>;

// The tests of `expiry:` look at the device alone.
const nowhere: FilterWorld = { now: 0, routers: { isLoneAndDown: () => false }, warning: 0 };

function yesOrNo(test: TokenTest) {
  return { yes: test, no: (device, facts, world) => !test(device, facts, world) } satisfies Record<string, TokenTest>;
}

/** Reads the words of a vocabulary; the beginning of one stands for all that begin so, as it is still being typed. */
function wordOf(words: Readonly<Record<string, TokenTest>>): ReadToken {
  return (value) => {
    const own = Object.hasOwn(words, value) ? words[value] : undefined;
    if (own !== undefined) return own;
    const tests = Object.keys(words).flatMap((word) => (word.startsWith(value) ? (words[word] ?? []) : []));
    if (tests.length < 2) return tests[0];
    return (device, facts, world) => tests.some((test) => test(device, facts, world));
  };
}

const readRouteWord = wordOf(vocabularies.route);

/** What each key makes of a value. Values are only ever compared, never run: a filter cannot stall the page. */
export const tokenReaders: Readonly<Record<FilterKey, ReadToken>> = {
  tag(value) {
    if (value === anyValue) return (_, facts) => facts.tags.length > 0;
    const tag = value.startsWith('tag:') ? value.slice(4) : value;
    return (_, facts) => facts.tags.some((own) => own.toLowerCase() === tag);
  },
  os: (value) =>
    value === anyValue
      ? (_, facts) => facts.os !== ''
      : (device, facts) => facts.os.toLowerCase() === value || device.os?.toLowerCase() === value,
  owner: (value) =>
    value === anyValue
      ? (_, facts) => facts.owner !== ''
      : (_, facts) => facts.owner !== '' && facts.owner.toLowerCase().includes(value),
  name: (value) =>
    value === anyValue
      ? () => true
      : (device, facts) =>
          facts.name.toLowerCase().includes(value) ||
          (value.includes('.') && device.name?.toLowerCase().includes(value) === true),
  ip(value) {
    if (value === anyValue) return (device) => (device.addresses?.length ?? 0) > 0;
    const test = readAddressTest(value);
    return test && ((device) => device.addresses?.some(test) ?? false);
  },
  status: wordOf(vocabularies.status),
  version(value) {
    if (value === anyValue) return (_, facts) => facts.version !== '';
    const test = readVersionTest(value);
    return test && ((_, facts) => test(facts.version));
  },
  seen(value) {
    if (value === 'never') return (_, facts) => !facts.isConnected && facts.lastSeen === undefined;
    const moment = readMoment(value);
    return (
      moment &&
      ((_, facts, { now }) => {
        // The connected ones are seen just now.
        const at = facts.isConnected ? now : facts.lastSeen;
        return at !== undefined && isMeant(moment, Math.max(0, now - at), at);
      })
    );
  },
  expires(value) {
    if (value === 'off') return isExpiryOff;
    if (value === 'soon') return (_, facts, { now, warning }) => isExpiring(facts, now, warning);
    const moment = readMoment(value);
    return (
      moment &&
      ((_, { expires }, { now }) => {
        if (expires === undefined) return false;
        // What has expired is found by its date or by status:expired, not by the time that is left.
        return (moment.kind === 'dates' || expires > now) && isMeant(moment, expires - now, expires);
      })
    );
  },
  created(value) {
    const moment = readMoment(value);
    return (
      moment &&
      ((device, _, { now }) => {
        const at = readDate(device.created);
        return at !== undefined && isMeant(moment, Math.max(0, now - at), at);
      })
    );
  },
  route(value) {
    if (value === anyValue) return (device) => (device.advertisedRoutes?.length ?? 0) > 0;
    const word = readRouteWord(value);
    if (word !== undefined) return word;
    const test = readRouteTest(value);
    // An exit node carries every address, which is not what somebody means who looks for a network.
    const isAsked = (route: string) => (!route.endsWith('/0') || value.endsWith('/0')) && test?.(route) === true;
    return (
      test &&
      ((device) => Boolean(device.advertisedRoutes?.some(isAsked)) || Boolean(device.enabledRoutes?.some(isAsked)))
    );
  },
  exit: wordOf(vocabularies.exit),
  expiry: wordOf(vocabularies.expiry),
  update: wordOf(vocabularies.update),
  ephemeral: wordOf(vocabularies.ephemeral),
  shared: wordOf(vocabularies.shared),
  is: wordOf({ ...vocabularies.is, ...statuses }),
  attr(value) {
    const test = readAttributeTest(value);
    return (
      test &&
      ((device, _, world) => {
        const attributes = world.attributesOf?.(device.key);
        return attributes !== undefined && test(attributes);
      })
    );
  },
};
