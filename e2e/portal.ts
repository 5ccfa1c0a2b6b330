import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { requestTo } from './nginx.ts';

/** What a portal does to a request of somebody who is not signed in (any more). */
export type Turning = 'redirect' | 'page' | 'refusal';

export type Portal = {
  /** Where the console stands behind it, without a slash at the end. */
  readonly home: string;
  /** Ends all sessions; from then on whoever is not signed in is turned away like this. */
  readonly expire: (turning: Turning) => void;
  /** Ends all sessions once so many writes were let through. */
  readonly expireAfterWrites: (count: number) => void;
  readonly close: () => Promise<void>;
};

/**
 * A portal as companies have it: a server in front of Tailboard that lets through who is signed in and sends everybody
 * else to the sign-in, which is of another origin.
 */
export async function openPortal(tailboard: string): Promise<Portal> {
  const { origin, pathname } = new URL(tailboard);
  const base = pathname.replace(/\/$/, '');
  let epoch = 1;
  let turning: Turning = 'redirect';
  let writesLeft = Infinity;
  const login = createServer((incoming, outgoing) => {
    const back = new URL(incoming.url ?? '/', 'http://login').searchParams.get('back') ?? '';
    page(outgoing, 200, `<a href="${back}">Sign in as amelie</a>`);
  });
  const gate = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '/';
    if (path === `${base}/portal/signed-in`) {
      outgoing.writeHead(302, {
        location: `${base}/devices`,
        'set-cookie': `portal=${epoch}; Path=/; HttpOnly; SameSite=Lax`,
        'cache-control': 'no-store',
      });
      return outgoing.end();
    }
    const isWrite = incoming.method !== 'GET';
    if (isWrite && writesLeft-- <= 0) epoch += 1;
    const isSignedIn = /(?:^|; )portal=(\d+)/.exec(incoming.headers.cookie ?? '')?.[1] === String(epoch);
    if (isSignedIn) return passOn(origin, incoming, outgoing);
    incoming.resume();
    if (turning === 'page') return page(outgoing, 200, 'Sign in');
    if (turning === 'refusal') return page(outgoing, 401, 'Authorization required');
    const back = encodeURIComponent(`${originOf(gate)}${base}/portal/signed-in`);
    outgoing.writeHead(302, { location: `${originOf(login)}/?back=${back}`, 'cache-control': 'no-store' });
    return outgoing.end();
  });
  for (const server of [login, gate]) {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  }
  return {
    home: originOf(gate) + base,
    expire: (next) => {
      epoch += 1;
      turning = next;
    },
    expireAfterWrites: (count) => {
      turning = 'redirect';
      writesLeft = count;
    },
    close: async () => {
      for (const server of [login, gate]) {
        server.closeAllConnections();
        server.close();
        await once(server, 'close');
      }
    },
  };
}

function originOf(server: Server): string {
  // A server that listens on an address has one with a port.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function page(outgoing: ServerResponse, status: number, body: string): void {
  outgoing.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  outgoing.end(`<!doctype html><html lang="en"><title>Portal</title><body>${body}</body></html>`);
}

/** As such a server does: under the name of what is behind it, and without its own cookie. */
function passOn(tailboard: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { cookie: _, origin, ...headers } = incoming.headers;
  const own = { ...headers, host: new URL(tailboard).host, ...(origin === undefined ? {} : { origin: tailboard }) };
  const call = requestTo(`${tailboard}${incoming.url ?? '/'}`, { method: incoming.method, headers: own, agent: false });
  call.on('response', (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  call.on('error', () => outgoing.destroy());
  incoming.pipe(call);
}
