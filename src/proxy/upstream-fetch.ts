import * as http from 'node:http';
import * as https from 'node:https';
import { type Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { UpstreamFetch } from './forward.ts';
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
  return async (request, signal) => {
    const url = new URL(request.url);
    const body = request.body === null ? undefined : Buffer.from(await request.arrayBuffer());
    const isHttps = url.protocol === 'https:';
    return new Promise((resolve, reject) => {
      const call = (isHttps ? https : http).request(url, {
        method: request.method,
        signal,
        // A write takes a new connection: a kept one may close just then, and nobody could tell whether it was done.
        agent: request.method === 'GET' ? kept[isHttps ? 'https:' : 'http:'] : false,
        headers: {
          ...Object.fromEntries(request.headers),
          'accept-encoding': 'gzip',
          ...(body === undefined ? {} : { 'content-length': body.length }),
        },
      });
      call.on('error', reject);
      call.once('upgrade', (_, socket) => {
        socket.destroy();
        reject(new Refusal('upstream_bad_response'));
      });
      call.once('response', (incoming) => {
        try {
          resolve(toAnswer(incoming));
        } catch {
          incoming.destroy();
          reject(new Refusal('upstream_bad_response'));
        }
      });
      call.end(body);
    });
  };
}

function toAnswer(incoming: http.IncomingMessage): Awaited<ReturnType<UpstreamFetch>> {
  const headers = new Headers();
  for (let index = 0; index + 1 < incoming.rawHeaders.length; index += 2) {
    headers.append(incoming.rawHeaders[index] ?? '', incoming.rawHeaders[index + 1] ?? '');
  }
  const status = incoming.statusCode ?? 0;
  if (status === 204 || status === 205 || status === 304) {
    incoming.resume();
    return { status, headers, body: null };
  }
  if (!/^(x-)?gzip$/i.test(headers.get('content-encoding')?.trim() ?? '')) return { status, headers, body: incoming };
  // Destroys the decoder with the error of a connection that breaks, so that half an answer is never a whole one.
  const body: Readable = pipeline(incoming, createGunzip(), () => undefined);
  headers.delete('content-length');
  return { status, headers, body };
}
