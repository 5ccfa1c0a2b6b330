import * as http from 'node:http';
import * as https from 'node:https';
import { type Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { HeaderLookup, UpstreamFetch, UpstreamResponse } from './forward.ts';
import { headerLines } from './headers.ts';
import { Refusal } from './refusal.ts';

/**
 * The way to the real API: like `fetch`, but it sends exactly the headers it is given (fetch adds Accept-Language and
 * Sec-Fetch-Mode), never follows a redirect and never sends anything twice. Rejects with Node's error or a Refusal.
 */
export function createUpstreamFetch(): UpstreamFetch {
  const kept = {
    'http:': new http.Agent({ keepAlive: true, timeout: 30_000 }),
    'https:': new https.Agent({ keepAlive: true, timeout: 30_000 }),
  };
  return (request, signal) =>
    new Promise((resolve, reject) => {
      const { method, headers, body } = request;
      const url = new URL(request.url);
      const isHttps = url.protocol === 'https:';
      const call = (isHttps ? https : http).request(url, {
        method,
        // A write takes a new connection: a kept one may close just then, and nobody could tell whether it was done.
        agent: method === 'GET' ? kept[isHttps ? 'https:' : 'http:'] : false,
        headers: {
          ...headers,
          'accept-encoding': 'gzip',
          ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
        },
      });
      call.on('error', reject);
      const leave = () => void call.destroy(new Error('Nobody waits for this answer any more.'));
      if (signal.aborted) leave();
      else signal.addEventListener('abort', leave, { once: true });
      call.once('upgrade', (_, socket) => {
        socket.destroy();
        reject(new Refusal('upstream_bad_response'));
      });
      call.once('response', (incoming) => resolve(toAnswer(incoming)));
      call.end(body);
    });
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
