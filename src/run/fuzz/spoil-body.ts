import type { EndpointName } from '#contract/endpoints.ts';
import type { Random } from '#stand-in/random.ts';

/** A body that the call takes, for those that take one. */
const bodies: Partial<Record<EndpointName, unknown>> = {
  setAuthorized: { authorized: true },
  setName: { name: 'edge' },
  setTags: { tags: ['tag:prod'] },
  setKeyExpiry: { keyExpiryDisabled: true },
  setIp: { ipv4: '100.64.0.9' },
  setRoutes: { routes: ['10.0.0.0/8'] },
  setAttribute: { value: 'a' },
  patchAttributes: { nodes: { n1CNTRL: { 'custom:tier': { value: 1 } } } },
  createInvites: [{ multiUse: false }],
  expireDevice: undefined,
  resendInvite: undefined,
};

/** Values that one JSON parser reads otherwise than another, or not at all. */
const values = [
  'null',
  '{}',
  '[]',
  '"x"',
  '1',
  '1e400',
  '-0',
  '9007199254740993',
  'true',
  '[1]',
  '[null]',
  '{"a":1}',
  '"\\ud800"',
  '"\\u0000"',
  '"tag:prod\\",\\"tag:x"',
  '[[["a"]]]',
  '{"__proto__":{"x":1}}',
  '"0.0.0.0/0"',
  'NaN',
  "'x'",
  '01',
  '[1,]',
] as const;

/** The body of a request as bytes, spoilt now and then; undefined for none. */
export function bodyOf(random: Random, name: EndpointName): Buffer | undefined {
  const proper = bodies[name];
  if (proper === undefined) return random.integer(15) === 0 ? Buffer.from('{}') : undefined;
  const text = JSON.stringify(proper);
  return Buffer.from(random.integer(2) === 0 ? text : spoilt(random, text), 'latin1');
}

function spoilt(random: Random, text: string): string {
  const value = random.pick(values);
  const at = random.integer(text.length + 1);
  const key = /"(\w+)"/.exec(text)?.[1] ?? 'x';
  return random.pick([
    () => value,
    () => text.replace(/:.*}$/, `:${value}}`),
    () => text.replace('{', `{"${key}":${value},`),
    () => text.replace('{', `{"${key.toUpperCase()}":${value},`),
    () => text.replace('{', `{"__proto__":${value},`),
    () => text.replace('{', `{"constructor":${value},`),
    () => text.replace('{', `{"extra":${value},`),
    () => text.slice(0, at),
    () => text.slice(0, at) + random.pick(['\0', ',', '"', '\\', '\u00ff', ' ', '/**/']) + text.slice(at),
    () => `\u00ef\u00bb\u00bf${text}`,
    () => ` ${text}\r\n`,
    () => `${text}${text}`,
    () => '['.repeat(random.pick([17, 5000])) + ']'.repeat(17),
    () => `{"${key}":"${'a'.repeat(random.pick([2000, 70_000, 1_100_000]))}"}`,
    () => `${text}\r\nGET /api/v2/tailnet/-/acl HTTP/1.1\r\nHost: x\r\n\r\n`,
  ])();
}
