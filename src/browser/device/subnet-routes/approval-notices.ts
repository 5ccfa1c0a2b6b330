import { isExitRoute } from '#contract/subnet-routes.ts';
import { mergeCidr } from 'cidr-tools';
import { listed } from '#browser/device/listed.ts';
import { type Router, routerNames } from './other-routers.ts';
import { type Prefix, contains, parsePrefix, routeKey } from '#contract/prefix.ts';
import { type RouteNotice, type StagedRoutes, nameIn } from './staged-routes.ts';
import { type RouteChange, keysOf } from './subnet-routes.schema.ts';

/** How many overlaps are told one by one; the rest are counted. */
const mostOverlaps = 4;

/** What approving these prefixes does. */
export function approvalNotices(staged: StagedRoutes, approvals: readonly RouteChange[]): readonly RouteNotice[] {
  const advertised = keysOf(staged.after.advertised);
  const subnets = approvals.flatMap(({ prefix, isExitNode }) => (isExitNode ? [] : [routeKey(prefix)]));
  const live = subnets.filter((key) => advertised.has(key));
  const early = subnets.filter((key) => !advertised.has(key));
  return [
    ...failoverNotices(staged, live),
    ...overlapNotices(
      staged,
      live.flatMap((key) => parsePrefix(key) ?? []),
    ),
    ...widthNotices(
      staged,
      subnets.flatMap((key) => parsePrefix(key) ?? []),
    ),
    ...preApprovalNotices(staged, early),
    ...(subnets.length < approvals.length ? [exitNodeNotice(staged)] : []),
  ];
}

function failoverNotices({ others, ...staged }: StagedRoutes, live: readonly string[]): readonly RouteNotice[] {
  const groups = new Map<string, { routers: readonly Router[]; prefixes: string[] }>();
  for (const key of live) {
    const routers = others?.serving(key) ?? [];
    if (routers.length === 0) continue;
    const names = routerNames(routers);
    const group = groups.get(names);
    if (group === undefined) groups.set(names, { routers, prefixes: [key] });
    else group.prefixes.push(key);
  }
  return [...groups.values()].map(({ routers, prefixes }): RouteNotice => {
    const what = listed(prefixes);
    const pronoun = prefixes.length > 1 ? 'them' : 'it';
    const working = routers.filter(({ trouble }) => trouble === undefined);
    if (working.length === 0) {
      const body = `${routerNames(routers)} ${serves(routers)} ${what} too. While that lasts, only ${nameIn({ others, ...staged })} carries ${pronoun}.`;
      return { kind: 'info', title: 'Failover without a partner.', body };
    }
    return {
      kind: 'info',
      title: routers.length === 1 ? 'Failover pair.' : 'Failover group.',
      body: `${routerNames(routers)} already ${serves(routers)} ${what}. After saving, ${routers.length === 1 ? 'either' : 'any'} router can carry ${pronoun}.`,
    };
  });
}

function serves(routers: readonly Router[]): string {
  return routers.length > 1 ? 'serve' : 'serves';
}

/** Prefixes inside one another: the longer one takes the traffic and never gives it back to the wider one. */
function overlapNotices(staged: StagedRoutes, live: readonly Prefix[]): readonly RouteNotice[] {
  const name = nameIn(staged);
  const advertised = keysOf(staged.after.advertised);
  const own = [...keysOf(staged.after.enabled)].filter((key) => advertised.has(key) && !isExitRoute(key));
  const ownPrefixes = own.flatMap((key) => parsePrefix(key) ?? []);
  const served = staged.others?.served ?? [];
  const notices: RouteNotice[] = [];
  for (const prefix of live) {
    const wider = served.filter((other) => other.prefix.length < prefix.length && contains(other.prefix, prefix));
    const nearest = wider.toSorted((one, other) => other.prefix.length - one.prefix.length)[0];
    const ownWider = ownPrefixes.find((other) => other.length < prefix.length && contains(other, prefix));
    const narrower = served.filter((other) => other.prefix.length > prefix.length && contains(prefix, other.prefix));
    if (nearest !== undefined) {
      const { text } = nearest.prefix;
      const now = `The longer prefix wins: ${name} carries it instead of ${routerNames(nearest.routers)}`;
      notices.push({
        kind: 'warn',
        title: `${prefix.text} lies inside ${text}.`,
        body: `${now}, and nothing falls back to ${text} while ${name} is down.`,
      });
    } else if (ownWider !== undefined) {
      const body = `${name} carries both, so nothing changes unless another router serves one of them.`;
      notices.push({ kind: 'info', title: `${prefix.text} lies inside ${ownWider.text}.`, body });
    }
    if (narrower.length > 0) {
      const what = listed(narrower.map((other) => other.prefix.text));
      const routers = [...new Set(narrower.flatMap((other) => other.routers.map((router) => router.name)))];
      notices.push({
        kind: 'info',
        title: `${prefix.text} covers ${what}.`,
        body: `The longer prefix wins: ${listed(routers)} ${routers.length > 1 ? 'keep' : 'keeps'} that traffic.`,
      });
    }
  }
  if (notices.length <= mostOverlaps) return notices;
  const rest = `${notices.length - mostOverlaps} more overlaps with other prefixes.`;
  return [
    ...notices.slice(0, mostOverlaps),
    { kind: 'info', title: rest, body: 'Where prefixes lie inside one another, the longest wins.' },
  ];
}

/** Prefixes so wide that they are rather an exit node: 0.0.0.0/1 takes half of the internet. */
function widthNotices(staged: StagedRoutes, subnets: readonly Prefix[]): readonly RouteNotice[] {
  const approved = [...keysOf(staged.after.enabled)].filter(
    (key) => !isExitRoute(key) && parsePrefix(key) !== undefined,
  );
  const everything = mergeCidr(approved).filter(isExitRoute);
  if (subnets.length > 0 && everything.length > 0) {
    const all = everything.map((route) => (route.includes(':') ? 'IPv6' : 'IPv4')).join(' and ');
    return [
      {
        kind: 'warn',
        title: `The approved routes together are all of ${all}.`,
        body: 'That grants everything, as an exit node does, to devices that accept routes.',
      },
    ];
  }
  const wide = subnets.filter(({ version, length }) => length < (version === 4 ? 8 : 16));
  if (wide.length === 0) return [];
  return [
    {
      kind: 'warn',
      title: `${listed(wide.map(({ text }) => text))} ${wide.length > 1 ? 'are' : 'is'} unusually wide.`,
      body: `Devices that accept routes send all of that traffic through ${nameIn(staged)}.`,
    },
  ];
}

function preApprovalNotices(staged: StagedRoutes, early: readonly string[]): readonly RouteNotice[] {
  if (early.length === 0) return [];
  const works = early.length > 1 ? 'They work' : 'It works';
  return [
    {
      kind: 'info',
      title: `Pre-approval of ${listed(early)}.`,
      body: `${works} as soon as ${nameIn(staged)} advertises ${early.length > 1 ? 'them' : 'it'}. To advertise, run there:`,
      command: advertiseCommand(staged.after.advertised, early),
    },
  ];
}

/** The command names every route, since it replaces the list that the device advertises (https://tailscale.com/kb/1080/cli). */
export function advertiseCommand(advertised: readonly string[], added: readonly string[]): string {
  const subnets = [...new Set([...advertised, ...added].map(routeKey))].filter((key) => !isExitRoute(key));
  return `tailscale set --advertise-routes=${subnets.join(',')}`;
}

function exitNodeNotice(staged: StagedRoutes): RouteNotice {
  const isAdvertised = staged.after.advertised.some((route) => isExitRoute(routeKey(route)));
  const name = nameIn(staged);
  if (isAdvertised)
    return {
      kind: 'info',
      title: 'Exit node.',
      body: `Devices may send all of their internet traffic through ${name}.`,
    };
  return {
    kind: 'info',
    title: 'Pre-approval of the exit node.',
    body: `It works as soon as ${name} offers it. To offer it, run there:`,
    command: 'tailscale set --advertise-exit-node',
  };
}
