import * as v from 'valibot';
import { type Endpoint, parameterPatterns } from '#contract/endpoint.ts';
import { endpoints } from '#contract/endpoints.ts';
import type { Answer } from './exchange.ts';
import type { Target } from './message.ts';
import type { Heard } from './recording-upstream.ts';

const rows = Object.values<Endpoint>(endpoints);

/** What is wrong with a request that has reached the API; null where it is exactly a row of the table with our key. */
export function wrongWithHeard({ method, target, rawHeaders, body }: Heard, key: string, host: string): string | null {
  const [path = '', query, ...more] = target.split('?');
  if (more.length > 0) return 'its target has two queries';
  const row = rows.find((each) => each.method === method && isPathOf(path, each.path));
  if (row === undefined) return 'it is no row of the table';
  if (query !== undefined && !isQueryOf(query, row)) return 'its query is none of that row';
  const headers = new Map<string, string>();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    if (headers.has(name)) return `it has ${name} twice`;
    if (!ownHeaders.has(name)) return `it has ${name}`;
    headers.set(name, rawHeaders[index + 1] ?? '');
  }
  if (headers.get('authorization') !== `Bearer ${key}`) return 'it has not our key';
  if (headers.get('host') !== host) return 'it names another host';
  if (headers.get('user-agent') !== 'tailboard' || headers.get('accept') !== 'application/json')
    return 'a header is not ours';
  return row.body === null || method === 'GET' ? wrongWithoutBody(body, headers) : wrongWithBody(body, row, headers);
}

const ownHeaders: ReadonlySet<string> = new Set([
  'host',
  'authorization',
  'accept',
  'accept-encoding',
  'user-agent',
  'content-type',
  'content-length',
  'connection',
]);

function isPathOf(path: string, template: string): boolean {
  const given = path.split('/');
  const wanted = `/api/v2${template}`.split('/');
  return (
    given.length === wanted.length &&
    wanted.every((part, index) => {
      const name = /^\{(\w+)\}$/.exec(part)?.[1];
      const segment = given[index] ?? '';
      const pattern = Object.entries(parameterPatterns).find(([known]) => known === name)?.[1];
      if (name === 'tailnet') return segment === '-';
      return pattern === undefined ? segment === part : pattern.test(segment);
    })
  );
}

function isQueryOf(query: string, { query: schema }: Endpoint): boolean {
  const pairs = [...new URLSearchParams(query)];
  return schema !== null && v.is(schema, Object.fromEntries(pairs)) && new URLSearchParams(pairs).toString() === query;
}

function wrongWithoutBody(body: string, headers: ReadonlyMap<string, string>): string | null {
  return body === '' && !headers.has('content-type') ? null : 'it has a body';
}

function wrongWithBody(body: string, { body: schema }: Endpoint, headers: ReadonlyMap<string, string>): string | null {
  if (headers.get('content-type') !== 'application/json') return 'its body is not called JSON';
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return 'its body is not JSON';
  }
  if (JSON.stringify(value) !== body) return 'its body was not written anew';
  return schema !== null && v.is(schema, value) ? null : 'its body is none of that row';
}

/**
 * What is wrong with the writes that have reached the API after these bytes were sent; null where each had what a write
 * of the page has, of its own, so that none was hidden in the body of another.
 */
export function wrongWithWrites(heard: readonly Heard[], sent: string, { port, token }: Target): string | null {
  const writes = heard.filter(({ method }) => method !== 'GET').length;
  const count = (line: RegExp) => [...sent.matchAll(line)].length;
  const names = `(127\\.0\\.0\\.1|localhost|\\[::1\\]):${port}`;
  if (count(new RegExp(`^x-tailboard-token:[ \\t]*${token}[ \\t]*\\r$`, 'gim')) < writes) return 'a write had no token';
  const proof = new RegExp(`^(sec-fetch-site:[ \\t]*same-origin|origin:[ \\t]*http://${names})[ \\t]*\\r$`, 'gim');
  if (count(proof) < writes) return 'a write had no proof of where it comes from';
  if (count(/^idempotency-key:[ \t]*[\w-]{8,100}[ \t]*\r$/gim) < writes) return 'a write had no key of its own';
  return null;
}

/** Statuses that the proxy has reasons for; 500 is a defect. */
const known: ReadonlySet<number> = new Set([
  200, 304, 308, 400, 401, 403, 404, 405, 408, 412, 413, 415, 422, 428, 431, 502, 503, 504,
]);

/** What is wrong with an answer; null where it is one that the console may give to anybody. */
export function wrongWithAnswer({ status, headers, body, raw }: Answer, secrets: readonly string[]): string | null {
  if (status === 100) return null;
  if (!known.has(status)) return `the status is ${status}`;
  if (secrets.some((secret) => raw.includes(secret))) return 'it holds a secret';
  if (/FUZZ|attacker|evil\.example/.test(raw)) return 'it holds what was sent';
  for (const [name, pattern] of securityHeaders) {
    if (!pattern.test(headers.get(name) ?? '')) return `${name} is "${headers.get(name) ?? ''}"`;
  }
  const stray = [...headers.keys()].find((name) => foreignHeaders.test(name));
  if (stray !== undefined) return `it has ${stray}`;
  if (status < 400 || body === '') return null;
  return wrongWithError(body, headers);
}

const securityHeaders: readonly (readonly [string, RegExp])[] = [
  ['content-security-policy', /^default-src 'none'.*frame-ancestors 'none'/],
  ['x-content-type-options', /^nosniff$/],
  ['x-frame-options', /^DENY$/],
  ['referrer-policy', /^no-referrer$/],
  ['cross-origin-resource-policy', /^same-origin$/],
];
const foreignHeaders = /^(server|x-powered-by|set-cookie|location|refresh|link|clear-site-data|access-control-.*)$/;

function wrongWithError(body: string, headers: ReadonlyMap<string, string>): string | null {
  if (headers.get('content-type') !== 'application/json; charset=utf-8') return 'an error is no JSON';
  if (headers.get('cache-control') !== 'no-store') return 'an error may be kept';
  const error = v.object({ message: v.string(), requestId: v.optional(v.string()), status: v.optional(v.string()) });
  try {
    return v.is(error, JSON.parse(body)) || body.startsWith('{"status":') ? null : 'an error says nothing';
  } catch {
    return 'an error is cut off';
  }
}
