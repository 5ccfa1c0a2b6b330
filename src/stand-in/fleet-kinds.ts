import {
  exitTags,
  extraTags,
  firstNames,
  lastNames,
  personalKinds,
  routerTags,
  serverRoles,
  sites,
  stageTags,
} from './fleet-words.ts';
import { type Random } from './random.ts';

/** What a device of a fleet is, before it gets an address, a key and a history. */
export type FleetKind = {
  readonly label: string;
  readonly hostname: string;
  readonly os: string;
  readonly relay: string;
  readonly user: string;
  readonly tags?: string[];
  readonly routes: 'none' | 'subnets' | 'exit node';
  readonly ephemeral: boolean;
  readonly external: boolean;
};

/** Numbers labels, so that none occurs twice: web-fra-01, web-fra-02, … and a bare label before its numbered ones. */
export type Numbering = { next(base: string): number };

export function createNumbering(): Numbering {
  const given = new Map<string, number>();
  return {
    next(base) {
      const number = (given.get(base) ?? 0) + 1;
      given.set(base, number);
      return number;
    },
  };
}

/** The login name of the fleet's n-th person. */
export function loginName(index: number): string {
  const first = firstNames[index % firstNames.length] ?? '';
  const last = lastNames[Math.floor(index / firstNames.length) % lastNames.length] ?? '';
  const round = Math.floor(index / (firstNames.length * lastNames.length));
  return `${first}.${last}${round === 0 ? '' : round + 1}@example.com`;
}

/** Draws one device: about 55 % are tagged machines, 2 % subnet routers, 1 % exit nodes, 1 % shared in, the rest is people's. */
export function drawKind(random: Random, numbering: Numbering, people: number): FleetKind {
  const lot = random.next();
  if (lot < 0.02) return machine('router', [...routerTags], 'subnets', random, numbering, people);
  if (lot < 0.03) return machine('exit', [...exitTags], 'exit node', random, numbering, people);
  if (lot < 0.55) {
    const { role, tags } = weighted(serverRoles, random);
    return machine(role, [...tags], 'none', random, numbering, people);
  }
  if (lot < 0.56) return sharedIn(random, numbering);
  return personal(random, numbering, people);
}

function machine(
  role: string,
  tags: string[],
  routes: FleetKind['routes'],
  random: Random,
  numbering: Numbering,
  people: number,
): FleetKind {
  const { site, relay, region } = random.pick(sites);
  const base = `${role}-${site}`;
  const label = `${base}-${String(numbering.next(base)).padStart(2, '0')}`;
  const all = [...tags, random.pick(stageTags)];
  if (random.next() < 0.4) all.push(region);
  if (random.next() < 0.15) all.push(random.pick(extraTags));
  const owner = random.next();
  return {
    label,
    hostname: random.next() < 0.1 ? `${role}.${site}.internal` : label,
    os: role === 'kiosk' ? 'tvOS' : role === 'erp' ? 'windows' : random.next() < 0.02 ? 'freebsd' : 'linux',
    relay,
    user: owner < 0.4 ? 'tagged-devices' : owner < 0.7 ? '' : loginName(random.integer(people)),
    tags: [...new Set(all)].toSorted(),
    routes,
    ephemeral: role === 'ci-runner',
    external: false,
  };
}

function personal(random: Random, numbering: Numbering, people: number): FleetKind {
  const user = loginName(random.integer(people));
  const { model, os } = weighted(personalKinds, random);
  const base = `${user.slice(0, user.indexOf('@')).replace('.', '-')}-${model}`;
  const number = numbering.next(base);
  const isPhone = os === 'iOS' || os === 'android';
  return {
    label: number === 1 ? base : `${base}-${number - 1}`,
    hostname: isPhone && random.next() < 0.6 ? 'localhost' : os === 'windows' ? base.toUpperCase() : base,
    os,
    relay: random.pick(sites).relay,
    user,
    routes: 'none',
    ephemeral: false,
    external: false,
  };
}

function sharedIn(random: Random, numbering: Numbering): FleetKind {
  const company = random.pick(['acme', 'northwind', 'contoso', 'fabrikam', 'carrier']);
  const base = `${company}-${random.pick(['sftp', 'metrics', 'vpn', 'db', 'gateway'])}`;
  const number = numbering.next(base);
  const label = number === 1 ? base : `${base}-${number}`;
  return {
    label,
    hostname: label,
    os: 'linux',
    relay: 'Frankfurt',
    user: `ops@${company}.example`,
    routes: 'none',
    ephemeral: false,
    external: true,
  };
}

function weighted<T extends { readonly share: number }>(list: readonly T[], random: Random): T {
  let left = random.next() * list.reduce((sum, { share }) => sum + share, 0);
  for (const entry of list) {
    left -= entry.share;
    if (left < 0) return entry;
  }
  return random.pick(list);
}
