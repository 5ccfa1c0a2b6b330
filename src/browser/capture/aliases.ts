import { addressVersion } from '#contract/prefix.ts';
import type { CaptureKind } from './capture-kinds.ts';
import { aliasForms, aliasOf, createLabels, hiddenThings } from './labels.ts';
import type { Numbers } from './numbers.ts';
import { prefixAlias } from './prefix-alias.ts';
import { createScrubber } from './scrub-text.ts';

/** Aliases of one set of captures, and the way back for what the page sends. */
export type Aliases = ReturnType<typeof createAliases>;

/** What the control plane writes in place of an owner. */
const nobody = new Set(['', 'tagged-devices']);

/**
 * Gives every identity its alias: the same one each time, by the kind of thing that it is and not by where it was met.
 * Kinds that were not chosen stay as they are. What the page has sent itself stays as it was typed until it is loaded anew.
 */
export function createAliases(options: { kinds: ReadonlySet<CaptureKind>; numbers: Numbers; salt: string }) {
  const { kinds, numbers, salt } = options;
  const reals = new Map<string, string>();
  const prefixes = new Map<string, string>();
  const prefixLabels = new Map<string, string>();
  const said = new Set<string>();
  const scrubber = createScrubber();

  /** Remembers both ways; `key` is what makes two spellings one identity. */
  const take = (kind: keyof typeof aliasOf, real: string, key = real): string => {
    if (said.has(real)) return real;
    const alias = aliasOf[kind](numbers.of(kind, key));
    if (!reals.has(alias)) reals.set(alias, real);
    scrubber.learn(real, alias);
    return alias;
  };
  const hide = (real: string | null | undefined, thing: keyof typeof hiddenThings): string | undefined => {
    if (!real) return undefined;
    scrubber.learn(real, hiddenThings[thing]);
    return hiddenThings[thing];
  };

  const user = (login: string) =>
    kinds.has('people') && !nobody.has(login) ? take('user', login, login.toLowerCase()) : login;
  const address = (text: string) => {
    if (!kinds.has('addresses')) return text;
    const version = addressVersion(text);
    return version === undefined
      ? (hide(text, 'address') ?? text)
      : take(version === 4 ? 'ipv4' : 'ipv6', text.toLowerCase());
  };
  const endpoint = (text: string) => (kinds.has('addresses') ? take('endpoint', text) : text);
  const machine = (label: string) => {
    if (!kinds.has('names') || label === '') return label;
    // A name with a number behind it is a twin of the name without, and is shown as one.
    const [, base, number] = /^(.+)-([1-9]\d{0,3})$/.exec(label) ?? [];
    const isTwin = base !== undefined && numbers.knows('device', base.toLowerCase());
    if (!isTwin) return take('device', label, label.toLowerCase());
    if (said.has(label)) return label;
    const alias = `${take('device', base, base.toLowerCase())}-${number ?? ''}`;
    reals.set(alias, label);
    scrubber.learn(label, alias);
    return alias;
  };
  const domain = (text: string) => {
    if (!kinds.has('tailnet') || text === '') return text;
    const alias = `${take('tailnet', text.toLowerCase())}.ts.net`;
    reals.set(alias, text);
    return alias;
  };
  const prefix = (route: string) => {
    if (!kinds.has('prefixes') || said.has(route)) return route;
    const known = prefixes.get(route);
    if (known !== undefined) return known;
    const alias = prefixAlias(route, salt);
    if (alias === undefined) return hide(route, 'address') ?? route;
    if (alias.endsWith('/0')) return alias;
    prefixLabels.set(alias, `LAN ${numbers.of('prefix', alias)}`);
    prefixes.set(route, alias);
    reals.set(alias, route);
    scrubber.learn(route, alias);
    return alias;
  };

  return {
    kinds,
    user,
    address,
    endpoint,
    prefix,
    hide,
    /** A MagicDNS name: its first label is the machine, the rest the tailnet. */
    name(text: string): string {
      const dot = text.indexOf('.');
      if (dot === -1) return machine(text);
      return `${machine(text.slice(0, dot))}.${domain(text.slice(dot + 1).replace(/\.$/, ''))}`;
    },
    /** The name that a machine gives itself: that of the device where it is the same. */
    host(text: string, deviceName: string): string {
      if (!kinds.has('names') || text === '') return text;
      const label = deviceName.split('.', 1)[0] ?? '';
      const isSame = text.toLowerCase() === label.toLowerCase() || numbers.knows('device', text.toLowerCase());
      return isSame ? machine(text) : take('host', text, text.toLowerCase());
    },
    /** The tailnet as its people call it. */
    tailnet(text: string): string {
      if (!kinds.has('tailnet') || text === '') return text;
      scrubber.learn(text, aliasOf.tailnet(1));
      return aliasOf.tailnet(1);
    },
    nodeId: (id: string) => take('nodeId', id),
    deviceId: (id: string) => take('deviceId', id),
    inviteId: (id: string) => take('inviteId', id),
    /** A text of which nobody knows what is in it: an error, the value of an attribute. */
    text: (text: string) => scrubber.scrub(text, { kinds, user, address, nodeId: (id) => take('nodeId', id) }),
    /** What the page means, as the server knows it: a whole alias, or those within a text. */
    real: (text: string): string =>
      reals.get(text) ??
      text.replaceAll(
        /[\w.:@/-]+/g,
        (word) => reals.get(word) ?? word.replaceAll(aliasForms, (alias) => reals.get(alias) ?? alias),
      ),
    /** True for an alias that was given. */
    isAlias: (text: string) => reals.has(text),
    /** The alias of a machine that is known by this name; any other text as it is. */
    knownName: (text: string) =>
      kinds.has('names') && numbers.knows('device', text.toLowerCase()) ? machine(text) : text,
    /** True for an identity that is known and with which no longer one begins. */
    isWhole: (text: string) => scrubber.isWhole(text),
    /** True for a text that stands within an identity. */
    isPartOfIdentity: (text: string) => scrubber.knowsPart(text),
    /** Takes that back: the person has written the alias since, and waits for that. */
    unsay: (text: string) => void said.delete(text),
    /** Notes that the person typed this and means it: it comes back as it is. Names of the tailnet stay masked, addresses are waited for. */
    say: (text: string) => {
      if (!reals.has(text) && (!scrubber.knows(text) || addressVersion(text) !== undefined)) said.add(text);
    },
    labels: createLabels((text) => prefixLabels.get(text), kinds.has('names')),
  };
}
