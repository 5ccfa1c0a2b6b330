import type { Random } from '#stand-in/random.ts';

/** What turned one path into another for some parser, once. */
const targetJunk = [
  '..',
  '/../',
  '/./',
  '//',
  '\\',
  '\\..\\',
  ';',
  ';x=y',
  '#',
  '?',
  '&',
  '=',
  '%',
  '%2e%2e',
  '%2E%2E/',
  '%2f',
  '%2F..%2F',
  '%5c',
  '%252e%252e',
  '%252f',
  '%00',
  '%0d%0a',
  '%c0%ae',
  '%zz',
  '%u002e',
  '@evil.example',
  ':80',
  '/keys',
  '/acl',
  '/routes',
  'tailnet/-/keys',
  '?fields=all',
  '?fields=all&fields=all',
  '?__proto__=x',
  '~',
  '*',
  '|',
  '{',
  '"',
  '\u00e4',
  '\u00ff',
  ' ',
] as const;

const hostileTargets = [
  'http://evil.example/api/v2/tailnet/-/devices',
  '//evil.example/api/v2/tailnet/-/devices',
  '/\\evil.example/api/v2',
  'http://127.0.0.1/api/v2/tailnet/-/devices',
  '/api/v2/tailnet/-/keys',
  '/api/v2/tailnet/other.example.com/devices',
  '/api/v2/oauth/token',
  '/api/v2/tailnet/-/acl/validate',
  '/api/v1/tailnet/-/devices',
  '/API/v2/tailnet/-/devices',
] as const;

export function spoilTarget(random: Random, target: string): string {
  if (random.integer(25) === 0) return random.pick(hostileTargets);
  let spoilt = target;
  for (let times = random.pick([0, 0, 0, 1, 1, 2]); times > 0; times -= 1) {
    const at = random.integer(spoilt.length + 1);
    const kind = random.integer(4);
    if (kind === 0) spoilt = spoilt.slice(0, at) + spoilt.slice(at + 1 + random.integer(4));
    else if (kind === 1) spoilt = spoilt.slice(0, at) + encoded(spoilt.charAt(at)) + spoilt.slice(at + 1);
    else spoilt = spoilt.slice(0, at) + random.pick(targetJunk) + spoilt.slice(at);
  }
  return spoilt;
}

function encoded(character: string): string {
  return character === '' ? '%' : `%${character.charCodeAt(0).toString(16)}`;
}

/** Lines that try to reach the API, to name another host, to prove another origin or to split the message in two. */
function hostileLine(random: Random, port: number): string {
  return random.pick([
    'Authorization: Bearer attacker',
    'Proxy-Authorization: Basic eDp5',
    'Cookie: a=FUZZ',
    'X-Forwarded-For: 6.6.6.6',
    'X-Forwarded-Host: evil.example',
    'X-Forwarded-User: admin@example.com',
    'Forwarded: for=6.6.6.6;host=evil.example',
    'X-Real-IP: 6.6.6.6',
    'Via: 1.1 evil',
    'Referer: http://evil.example/',
    'X-HTTP-Method-Override: DELETE',
    'Host: evil.example',
    `Host: 127.0.0.1:${port}`,
    'Host:',
    `Host: localhost:${port}@evil.example`,
    'Origin: http://evil.example',
    'Origin: null',
    `Origin: https://127.0.0.1:${port}`,
    'Sec-Fetch-Site: cross-site',
    'Sec-Fetch-Site: same-site',
    'Sec-Fetch-Site: Same-Origin',
    'Sec-Fetch-Site: none',
    'X-Tailboard-Token: wrong',
    'X_Tailboard_Token: wrong',
    'Idempotency-Key: a',
    'Idempotency-Key: another-key-0001',
    'If-Match: *',
    'If-Match: "x"',
    'Content-Type: text/plain',
    'Content-Type: application/x-www-form-urlencoded',
    'Content-Type: application/json; charset=utf-16',
    'Content-Length: 5',
    'Content-Length: +5',
    'Content-Length: 0',
    'Content-Length: 99999999',
    'Content-Length: 5, 6',
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: xchunked',
    'Transfer-Encoding : chunked',
    'Transfer-Encoding: identity',
    'Connection: close, authorization, content-type',
    'Connection: keep-alive',
    'Connection: upgrade',
    'Upgrade: websocket',
    'Upgrade: h2c',
    'Expect: 100-continue',
    'Expect: 200-ok',
    'TE: trailers',
    'Trailer: authorization',
    'Content-Encoding: gzip',
    'Accept-Encoding: identity',
    'Accept: text/html',
    'Range: bytes=0-1',
    'If-None-Match: *',
    '__proto__: x',
    'constructor: y',
    'hasOwnProperty: z',
    ' folded',
    'X-Bare: a\rb',
    'X-Nul: a\0b',
    'X-Lf: a\nInjected: b',
    ': x',
    'nothing',
    'X-High: \u00ff\u00fe',
    `X-Long: ${'a'.repeat(random.pick([1000, 9000, 20_000]))}`,
    'Access-Control-Request-Method: POST',
    'HTTP2-Settings: AAMAAABk',
  ]);
}

export function spoilHeaders(random: Random, lines: readonly string[], port: number): string[] {
  const spoilt = [...lines];
  for (let times = random.pick([0, 0, 0, 1, 1, 2, 3]); times > 0; times -= 1) {
    const at = random.integer(spoilt.length + 1);
    const kind = random.integer(8);
    if (kind === 0) spoilt.splice(at, 1);
    else if (kind === 1) spoilt.splice(at, 0, random.pick(spoilt.length > 0 ? spoilt : ['x: y']));
    else if (kind === 2) spoilt.splice(at, 1, (spoilt[at] ?? '').toUpperCase());
    else spoilt.splice(at, 0, hostileLine(random, port));
  }
  // Node drops lines beyond about a thousand; what was last would be gone.
  if (random.integer(120) === 0) {
    spoilt.unshift(...Array.from({ length: random.pick([95, 101, 1100]) }, (_, index) => `a${index}: b`));
  }
  return spoilt;
}

/** Now and then some bytes of the whole are wrong, missing, or followed by others. */
export function spoilBytes(random: Random, bytes: Buffer): Buffer {
  const kind = random.integer(40);
  if (kind === 0) return bytes.subarray(0, random.integer(bytes.length));
  if (kind === 1)
    return Buffer.concat([
      bytes,
      Buffer.from(random.pick(['\0\0', 'SSH-2.0\r\n\r\n', '\r\n\r\n', 'GET / HTTP/1.1\r\n\r\n'])),
    ]);
  if (kind > 3) return bytes;
  const spoilt = Buffer.from(bytes);
  for (let times = 1 + random.integer(3); times > 0; times -= 1)
    spoilt[random.integer(spoilt.length)] = random.integer(256);
  return spoilt;
}
