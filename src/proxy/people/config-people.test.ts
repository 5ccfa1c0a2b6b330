import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ConfigError } from '#proxy/config-error.ts';
import { readConfig } from '#proxy/config.ts';
import { readListenHost, readPeople } from './config-people.ts';
import { readNetworks } from './networks.ts';

const secret = 'CANARY-0123456789abcdef';
const header = { TAILBOARD_SSO: 'header', TAILBOARD_PROXY_SECRET: secret };
const jwt = {
  TAILBOARD_SSO: 'jwt',
  TAILBOARD_JWT_KEYS: 'https://sso.example.com/keys',
  TAILBOARD_JWT_ISSUER: 'https://sso.example.com',
  TAILBOARD_JWT_AUDIENCE: 'tailboard',
};
const serve = { TAILBOARD_SSO: 'tailscale-serve' };

function complaint(environment: Readonly<Record<string, string>>): string {
  try {
    readConfig(environment, []);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('It was accepted.');
}

function fileWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'tailboard-people-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'file');
  writeFileSync(path, text);
  return path;
}

describe('does not start with', () => {
  test.each([
    ['an unknown kind of sign-in', { TAILBOARD_SSO: 'constructor' }, 'TAILBOARD_SSO must be'],
    ['roles and no sign-in', { TAILBOARD_ADMIN_GROUPS: 'platform' }, 'without TAILBOARD_SSO'],
    ['a header of the portal and no sign-in', { TAILBOARD_USER_HEADER: 'Remote-User' }, 'without TAILBOARD_SSO'],
    ['the settings of another kind', { ...jwt, TAILBOARD_USER_HEADER: 'Remote-User' }, 'with TAILBOARD_SSO=jwt'],
    [
      'addresses for Serve',
      { ...serve, TAILBOARD_TRUSTED_PROXIES: '10.0.0.0/8' },
      'with TAILBOARD_SSO=tailscale-serve',
    ],
    ['no secret', { TAILBOARD_SSO: 'header' }, 'needs TAILBOARD_PROXY_SECRET'],
    ['a short secret', { ...header, TAILBOARD_PROXY_SECRET: 'CANARY' }, '16 characters or more'],
    ['a secret with a line break', { ...header, TAILBOARD_PROXY_SECRET: `${secret}\n1` }, '16 characters or more'],
    ['two secrets', { ...header, TAILBOARD_PROXY_SECRET_FILE: '/CANARY' }, 'are both set'],
    [
      'a secret file that is not there',
      { TAILBOARD_SSO: 'header', TAILBOARD_PROXY_SECRET_FILE: '/CANARY' },
      'cannot be read',
    ],
    ['everybody trusted', { ...header, TAILBOARD_TRUSTED_PROXIES: '0.0.0.0/0' }, 'and never all'],
    ['everybody of IPv6 trusted', { ...header, TAILBOARD_TRUSTED_PROXIES: '10.0.0.1, ::/0' }, 'and never all'],
    ['a name for an address', { ...header, TAILBOARD_TRUSTED_PROXIES: 'portal.CANARY' }, 'TAILBOARD_TRUSTED_PROXIES'],
    ['a prefix that is too long', { ...header, TAILBOARD_TRUSTED_PROXIES: '10.0.0.0/33' }, 'TAILBOARD_TRUSTED_PROXIES'],
    ['a header with an underscore', { ...header, TAILBOARD_USER_HEADER: 'X_User' }, 'TAILBOARD_USER_HEADER'],
    ['an unknown role', { ...header, TAILBOARD_DEFAULT_ROLE: 'root' }, 'TAILBOARD_DEFAULT_ROLE'],
    ['no issuer', { ...jwt, TAILBOARD_JWT_ISSUER: '' }, 'needs TAILBOARD_JWT_ISSUER'],
    ['no audience', { ...jwt, TAILBOARD_JWT_AUDIENCE: '' }, 'needs TAILBOARD_JWT_AUDIENCE'],
    ['unsigned tokens', { ...jwt, TAILBOARD_JWT_ALGORITHMS: 'none' }, 'TAILBOARD_JWT_ALGORITHMS'],
    ['tokens with a shared secret', { ...jwt, TAILBOARD_JWT_ALGORITHMS: 'RS256,HS256' }, 'TAILBOARD_JWT_ALGORITHMS'],
    ['no algorithm', { ...jwt, TAILBOARD_JWT_ALGORITHMS: ' , ' }, 'TAILBOARD_JWT_ALGORITHMS'],
    ['keys without TLS', { ...jwt, TAILBOARD_JWT_KEYS: 'http://sso.CANARY/keys' }, 'TAILBOARD_JWT_KEYS'],
    [
      'keys of a host that only begins like this one',
      { ...jwt, TAILBOARD_JWT_KEYS: 'http://localhost.CANARY' },
      'https URL',
    ],
    ['keys from elsewhere', { ...jwt, TAILBOARD_JWT_KEYS: 'data://CANARY' }, 'TAILBOARD_JWT_KEYS'],
    ['keys with a password', { ...jwt, TAILBOARD_JWT_KEYS: 'https://a:CANARY@sso.example.com' }, 'TAILBOARD_JWT_KEYS'],
    ['keys that are not there', { ...jwt, TAILBOARD_JWT_KEYS: '/CANARY' }, 'cannot be read'],
    ['a switch that is neither on nor off', { TAILBOARD_READ_ONLY: 'yes' }, 'TAILBOARD_READ_ONLY must be 1 or 0'],
    ['other machines without sign-in', { HOST: '0.0.0.0' }, 'Set TAILBOARD_SSO'],
    ['other machines without names', { ...header, HOST: '0.0.0.0' }, 'TAILBOARD_HOSTS'],
    ['other machines beside Serve', { ...serve, HOST: '0.0.0.0', TAILBOARD_HOSTS: 'a.example' }, 'tailscale-serve'],
    ['a name to listen on', { ...header, HOST: 'a.example', TAILBOARD_HOSTS: 'a.example' }, 'HOST must be an address'],
  ])('%s', (_, environment, sentence) => {
    const told = complaint(environment);
    expect(told).toContain(sentence);
    expect(told).toMatch(/^[-A-Z].*\.$/);
    expect(told).not.toContain('CANARY');
  });

  test.each(['CANARY', '{"keys":[]}', '{"keys":["CANARY"]}', '[]'])('a file of keys that holds %s', (text) => {
    expect(complaint({ ...jwt, TAILBOARD_JWT_KEYS: fileWith(text) })).toBe(
      'TAILBOARD_JWT_KEYS names a file that is no JSON Web Key Set.',
    );
  });
});

test('other machines are served where people sign in and the console has names', () => {
  for (const host of ['0.0.0.0', '::', '10.0.0.5', 'fd00::5']) {
    const environment = { ...header, HOST: host, TAILBOARD_HOSTS: 'tailboard.example.com' };
    expect(readListenHost(environment, readPeople(environment))).toBe(host);
  }
  expect(readListenHost({ HOST: '::1' }, readPeople({}))).toBe('::1');
});

test('the secret may stand in a file, with a line break at its end, and the one before it in a second line', () => {
  const read = (content: string) =>
    readPeople({ TAILBOARD_SSO: 'header', TAILBOARD_PROXY_SECRET_FILE: fileWith(content) });
  const { signIn, isFromFiles } = read(`${secret}\n`);
  expect(signIn?.source).toMatchObject({ kind: 'header', secret: { values: [secret] } });
  expect([isFromFiles, readPeople(header).isFromFiles]).toEqual([true, false]);
  expect(read(`${secret}\r\n${secret}2\n`).signIn?.source).toMatchObject({
    secret: { values: [secret, `${secret}2`] },
  });
  for (const wrong of [`${secret}\n${secret}2\n${secret}3\n`, `${secret}\nshort\n`, `\n${secret}\n`, ` ${secret}\n`])
    expect(() => read(wrong)).toThrow(/^TAILBOARD_PROXY_SECRET_FILE (must hold|names a file of more)/);
});

test('writes leave lines on standard output with sign-in, and nowhere without, unless told otherwise', () => {
  expect(readPeople({}).auditTo).toBeNull();
  expect(readPeople({ TAILBOARD_AUDIT_FILE: '-' }).auditTo).toBe('stdout');
  expect(readPeople(header).auditTo).toBe('stdout');
  expect(readPeople({ ...header, TAILBOARD_AUDIT_FILE: '/var/log/a' }).auditTo).toEqual({ file: '/var/log/a' });
});

test('networks hold the addresses in them, and those that a socket for both versions shows', () => {
  const holds = readNetworks(['10.1.0.0/16', '192.0.2.7', 'fd00::/8']) ?? (() => false);
  const inside = ['10.1.255.255', '::ffff:10.1.0.1', '::FFFF:192.0.2.7', '192.0.2.7', 'fd12::1%eth0'];
  const outside = ['10.2.0.0', '192.0.2.8', '::ffff:192.0.2.8', 'fe80::1', '', '10.1', '::10.1.0.1', 'localhost'];
  expect(inside.filter((address) => !holds(address))).toEqual([]);
  expect(outside.filter((address) => holds(address))).toEqual([]);
});
