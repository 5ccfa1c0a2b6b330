import * as http from 'node:http';
import * as https from 'node:https';
import { type Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { HeaderLookup, UpstreamFetch, UpstreamResponse } from './forward.ts';
import { headerLines } from './headers.ts';
import { Refusal } from './refusal.ts';

/**
 * The way to the real API: like `fetch`, but it sends exactly the headers it is given (fetch adds Accept-Language and
 * Sec-Fetch-Mode), never follows a redirect and never sends a write twice. Rejects with Node's error or a Refusal.
 */
export function createUpstreamFetch(): UpstreamFetch {
  // As many as the configuration names; taking an origin apart costs more than sending a small request there.
  const ways = new Map<string, Way>();
  const wayTo = (origin: string) => {
    const known = ways.get(origin) ?? createWay(origin);
    ways.set(origin, known);
    return known;
  };
  return ({ origin, path, method, headers, body }, waiting) =>
    new Promise((resolve, reject) => {
      const { request, protocol, hostname, port, host, kept } = wayTo(origin);
      // A list is sent as it stands; of an object, Node would make one, name by name.
      const lines = ['host', host, 'accept-encoding', 'gzip'];
      for (const name in headers) lines.push(name, headers[name] ?? '');
      if (body !== undefined || method === 'POST') lines.push('content-length', String(Buffer.byteLength(body ?? '')));
      const send = (agent: http.Agent | false) => {
        let isAnswered = false;
        const call = request({ protocol, hostname, port, path, method, agent, headers: lines }, (incoming) => {
          isAnswered = true;
          resolve(toAnswer(incoming));
        });
        call.on('error', (error: NodeJS.ErrnoException) => {
          // The API closed this connection while it lay idle; a read may go again, on one that nobody has used.
          const isStale = call.reusedSocket && !isAnswered && /^(ECONNRESET|EPIPE)$/.test(error.code ?? '');
          if (isStale && !waiting.hasLeft) send(false);
          else reject(error);
        });
        const leave = () => void call.destroy(new Error('Nobody waits for this answer any more.'));
        if (waiting.hasLeft) leave();
        else waiting.onLeave = leave;
        call.once('upgrade', (_, socket) => {
          socket.destroy();
          reject(new Refusal('upstream_bad_response'));
        });
        call.end(body);
      };
      // A write takes a new connection: a kept one may close just then, and nobody could tell whether it was done.
      send(method === 'GET' ? kept : false);
    });
}

type Way = {
  readonly request: typeof http.request;
  readonly protocol: string;
  readonly hostname: string;
  readonly port: string;
  readonly host: string;
  readonly kept: http.Agent;
};

function createWay(origin: string): Way {
  const url = new URL(origin);
  const isHttps = url.protocol === 'https:';
  const kept = new (isHttps ? https : http).Agent({ keepAlive: true, timeout: 30_000 });
  // All of its connections go to the same place.
  kept.getName = () => url.host;
  return {
    request: (isHttps ? https : http).request,
    protocol: url.protocol,
    // An address of IPv6 stands in brackets in a URL alone.
    hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port || (isHttps ? '443' : '80'),
    host: url.host,
    kept,
  };
}

function toAnswer(incoming: http.IncomingMessage): UpstreamResponse {
  const headers = lookup(incoming.rawHeaders);
  const status = incoming.statusCode ?? 0;
  if (status === 204 || status === 205 || status === 304) {
    incoming.resume();
    return { status, headers, body: null };
  }
  if (!/^(x-)?gzip$/i.test(headers.get('content-encoding')?.trim() ?? '')) return { status, headers, body: incoming };
  // Destroys the decoder with the error of a connection that breaks, so that half an answer is never a whole one.
  const body: Readable = pipeline(incoming, createGunzip(), () => undefined);
  // What is announced is the length before decoding.
  const decoded = { get: (name: string) => (name === 'content-length' ? null : headers.get(name)) };
  return { status, headers: decoded, body };
}

/** Read from the raw list, because the joined view shows the first of two lines and hides the second. */
function lookup(rawHeaders: readonly string[]): HeaderLookup {
  return {
    get: (name) => {
      const lines = headerLines(rawHeaders, name);
      return lines.length === 0 ? null : lines.join(', ');
    },
  };
}
