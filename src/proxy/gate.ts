import { tokenHeader } from '#contract/session.ts';
import { headerLines } from './headers.ts';
import { Refusal } from './refusal.ts';
import { sameToken } from './token.ts';

const maxHeaderLines = 100;

/** The origin that a request is for, at this port. Throws `host_not_allowed`, or `bad_request_target` without one Host. */
export type HostCheck = (rawHeaders: readonly string[], localPort: number) => string;

/**
 * Knows the origin that a request is for by its Host, when it is one of ours: the loopback address, or one of `origins`
 * from the configuration, which also says with what scheme; no header of the request does.
 * This is what stops DNS rebinding: such a page sends no Sec-Fetch-Site, and its Origin equals its Host.
 */
export function createHostCheck(origins: readonly string[]): HostCheck {
  let port = -1;
  let hosts: ReadonlyMap<string, string> = new Map();
  return (rawHeaders, localPort) => {
    // Node drops header lines beyond a limit without a word, and a dropped line may be the one that would be refused.
    if (rawHeaders.length / 2 > maxHeaderLines) throw new Refusal('headers_too_large');
    const [given, ...more] = headerLines(rawHeaders, 'host');
    if (!given || more.length > 0) throw new Refusal('bad_request_target');
    if (port !== localPort) {
      port = localPort;
      hosts = hostsAt(localPort, origins);
    }
    const own = hosts.get(given.toLowerCase());
    if (own === undefined) throw new Refusal('host_not_allowed');
    return own;
  };
}

/** Every Host by which a browser names one of our origins, where the port that a scheme has anyway may stand or not. */
function hostsAt(localPort: number, origins: readonly string[]): ReadonlyMap<string, string> {
  const hosts = new Map<string, string>();
  const loopback = ['localhost', '127.0.0.1', '[::1]'].map((name) => `http://${name}:${localPort}`);
  for (const origin of [...loopback, ...origins]) {
    const port = origin.startsWith('https:') ? ':443' : ':80';
    const host = origin.replace(/^https?:\/\//, '');
    const bare = host.endsWith(port) ? host.slice(0, -port.length) : host;
    const own = origin.replace(/^(http:.*):80$/, '$1');
    for (const name of [bare, bare + port]) if (!hosts.has(name)) hosts.set(name, own);
  }
  return hosts;
}

/**
 * Refuses what another site or another local port caused; `own` is the origin that was asked, compared as a whole. A
 * write must prove that it is ours: Sec-Fetch-Site, or
 * Origin from clients that do not send it; where both stand, both must be right. A read must only not prove the opposite.
 */
export function checkOrigin(rawHeaders: readonly string[], own: string, writes: boolean): void {
  const sites = headerLines(rawHeaders, 'sec-fetch-site');
  const origins = headerLines(rawHeaders, 'origin');
  const site = sites[0];
  const sitePasses = site === 'same-origin' || (!writes && site === 'none');
  const passes =
    (site === undefined || (sites.length === 1 && sitePasses)) &&
    (origins.length === 0 || (origins.length === 1 && origins[0] === own)) &&
    (!writes || sites.length + origins.length > 0);
  if (!passes) throw new Refusal('cross_origin_blocked');
}

/** Refuses a write that does not carry the token of the start-up link exactly once. */
export function checkToken(rawHeaders: readonly string[], token: string): void {
  const [given, ...more] = headerLines(rawHeaders, tokenHeader.toLowerCase());
  if (given === undefined || more.length > 0 || !sameToken(given, token)) throw new Refusal('login_required');
}

/** Refuses every content type but one line of application/json; any other can be sent by a form of another site. */
export function checkContentType(rawHeaders: readonly string[]): void {
  const [given, ...more] = headerLines(rawHeaders, 'content-type');
  if (more.length > 0 || !/^application\/json[ \t]*(;[ \t]*charset="?utf-8"?)?$/i.test(given ?? '')) {
    throw new Refusal('unsupported_media_type');
  }
}

/** True when a request announces a body of at least one byte. */
export function announcesBody(rawHeaders: readonly string[]): boolean {
  return (
    headerLines(rawHeaders, 'transfer-encoding').length > 0 ||
    headerLines(rawHeaders, 'content-length').some((length) => Number(length) !== 0)
  );
}
