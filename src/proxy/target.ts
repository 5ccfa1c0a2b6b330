import * as v from 'valibot';
import type { Endpoint } from '#contract/endpoint.ts';
import { Refusal } from './refusal.ts';

/** A request target taken apart once; every decision and the upstream URL are made from this value. */
export type Target = {
  /** Path segments, percent-decoded once: "/a/b%3A" is ["a", "b:"], "/" is [""]. */
  readonly segments: readonly string[];
  /** What follows the first "?", not decoded; null without one. */
  readonly query: string | null;
};

/**
 * Takes a raw request target apart by hand. `new URL` is kept away from it: "//host", "/\host" and "http://host" would
 * each change the host that the key is sent to, and dot segments would turn one call into another.
 * Throws a `bad_request_target` Refusal for everything that two readers could understand differently.
 */
export function parseTarget(raw: string): Target {
  if (!/^\/[\x21-\x7e]*$/.test(raw) || raw.includes('#')) throw new Refusal('bad_request_target');
  const mark = raw.indexOf('?');
  const path = mark === -1 ? raw : raw.slice(0, mark);
  if (/[\\;]|\/\//.test(path)) throw new Refusal('bad_request_target');
  return { segments: path.slice(1).split('/').map(decodeSegment), query: mark === -1 ? null : raw.slice(mark + 1) };
}

function decodeSegment(segment: string): string {
  const decoded = segment.includes('%') ? decodeOnce(segment) : segment;
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (decoded === '.' || decoded === '..' || /[%/\\\u0000-\u001f\u007f]/.test(decoded)) {
    throw new Refusal('bad_request_target');
  }
  return decoded;
}

function decodeOnce(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Refusal('bad_request_target');
  }
}

/**
 * The query of an API call, checked by the row's schema and written anew ("?fields=all", or "" when there is none).
 * Throws a `bad_request_target` Refusal for a key that the row does not know, a repeated one, or a wrong value.
 */
export function apiQuery(query: string | null, schema: Endpoint['query']): string {
  if (query === null || query === '') return '';
  const pairs = query.split('&').map((pair): [string, string] => {
    const [key, value, ...rest] = pair.split('=');
    if (!key || value === undefined || rest.length > 0) throw new Refusal('bad_request_target');
    return [decodeOnce(key), decodeOnce(value)];
  });
  const parsed = schema === null ? undefined : v.safeParse(schema, Object.fromEntries(pairs));
  if (!parsed?.success) throw new Refusal('bad_request_target');
  // As many keys out as came in, so none was sent twice.
  const entries = Object.entries(parsed.output);
  if (entries.length !== pairs.length) throw new Refusal('bad_request_target');
  const checked = new URLSearchParams(entries.map(([key, value]): [string, string] => [key, value ?? '']));
  return `?${checked.toString()}`;
}
