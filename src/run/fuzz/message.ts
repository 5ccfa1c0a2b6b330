import { createHash } from 'node:crypto';
import { type EndpointName, endpointNames, endpoints } from '#contract/endpoints.ts';
import { type Random, createRandom, mix } from '#stand-in/random.ts';
import { spoilBytes, spoilHeaders, spoilTarget } from './spoil.ts';
import { bodyOf } from './spoil-body.ts';

/** What a person's page would know, and what a message is made to fit. */
export type Target = { readonly port: number; readonly token: string };

/** Bytes to send on one connection, in these pieces; `leaves` closes without waiting for an answer. */
export type Message = { readonly pieces: readonly Buffer[]; readonly leaves: boolean };

/** The entity tag of a list of nothing, which is what the fuzzed tailnet has. */
const emptyListTag = `"${createHash('sha256').update('[]').digest('hex')}"`;

/** The same message for the same seed and number: a proper request of the table, or of a page, spoilt in a few places. */
export function messageOf(seed: number, number: number, { port, token }: Target): Message {
  const random = createRandom(mix(seed, number));
  const count = random.integer(8) === 0 ? 2 : 1;
  const parts = Array.from({ length: count }, () => requestOf(random, port, token, number));
  const whole = spoilBytes(random, Buffer.concat(parts));
  return { pieces: cut(random, whole), leaves: random.integer(25) === 0 };
}

function requestOf(random: Random, port: number, token: string, number: number): Buffer {
  const name = random.pick(endpointNames);
  const { method, writes } = endpoints[name];
  const target = random.integer(12) === 0 ? random.pick(pages) : spoilTarget(random, targetOf(random, name));
  const given = random.integer(15) === 0 ? random.pick(methods) : method;
  const version =
    random.integer(60) === 0 ? random.pick(['HTTP/1.0', 'HTTP/2.0', 'HTTP/0.9', 'http/1.1', '']) : 'HTTP/1.1';
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
  const body = bodyOf(random, name);
  const lines = [
    `Host: ${random.pick(hosts)}`,
    ...(random.integer(3) > 0 ? ['Sec-Fetch-Site: same-origin'] : [`Origin: http://127.0.0.1:${port}`]),
    ...(writes === false ? [] : [`Idempotency-Key: fuzz-${number}-${random.hex(8)}`, `If-Match: ${emptyListTag}`]),
    ...(writes === false && random.integer(4) > 0 ? [] : [`X-Tailboard-Token: ${token}`]),
    ...(body === undefined ? [] : ['Content-Type: application/json']),
  ];
  const kept = lines.filter(() => random.integer(16) > 0);
  const isChunked = body !== undefined && random.integer(6) === 0;
  const sent = body === undefined ? Buffer.alloc(0) : isChunked ? chunked(random, body) : body;
  const length =
    body === undefined ? [] : [isChunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${body.length}`];
  const head = [`${given} ${target} ${version}`, ...spoilHeaders(random, [...kept, ...length], port)].join('\r\n');
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`, 'latin1'), sent]);
}

function targetOf(random: Random, name: EndpointName): string {
  const values = {
    tailnet: '-',
    deviceId: random.pick(['12', 'n1CNTRL', 'tailnet', 'nZ9kTestCNTRL', 'constructor']),
    attributeKey: random.pick(['custom:tier', 'custom%3Atier', 'custom:a:b_c']),
    inviteId: random.pick(['7', '12346']),
  };
  const template: string = endpoints[name].path;
  const path = Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, value), template);
  const query =
    name === 'listDevices' || name === 'getDevice' ? random.pick(['', '?fields=all', '?fields=default']) : '';
  return `/api/v2${path}${query}`;
}

function chunked(random: Random, body: Buffer): Buffer {
  const at = random.integer(body.length + 1);
  const pieces = [body.subarray(0, at), body.subarray(at)].filter((piece) => piece.length > 0);
  const extension = random.integer(5) === 0 ? ';x="y"' : '';
  const chunks = pieces.map((piece) =>
    Buffer.concat([Buffer.from(`${piece.length.toString(16)}${extension}\r\n`), piece, Buffer.from('\r\n')]),
  );
  return Buffer.concat([...chunks, Buffer.from('0\r\n\r\n')]);
}

function cut(random: Random, whole: Buffer): readonly Buffer[] {
  if (random.integer(5) > 0 || whole.length < 2) return [whole];
  const at = 1 + random.integer(whole.length - 1);
  return [whole.subarray(0, at), whole.subarray(at)];
}

const methods = [
  'HEAD',
  'PUT',
  'OPTIONS',
  'TRACE',
  'QUERY',
  'PATCH',
  'DELETE',
  'POST',
  'GET',
  'CONNECT',
  'get',
  'PROPFIND',
  'X',
];
const pages = [
  '/',
  '/devices',
  '/healthz',
  '/readyz',
  '/api/summary',
  '/metrics',
  '/assets/x.js',
  '/.env',
  '/embed/x',
  '*',
];
