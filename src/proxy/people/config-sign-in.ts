import { readFileSync } from 'node:fs';
import { type Role, roles } from '#contract/role.ts';
import { ConfigError } from '#proxy/config-error.ts';
import type { HeaderSource } from './header-identity.ts';
import { type JwtSource, signatureAlgorithms } from './jwt-identity.ts';
import { readKeySet } from './key-set.ts';
import { type Networks, readNetworks } from './networks.ts';
import { readPortalSecrets } from './portal-secrets.ts';
import type { SignIn } from './people.ts';
import type { RoleRules } from './role-rules.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const everyKind = [
  'TAILBOARD_DEFAULT_ROLE',
  'TAILBOARD_TRUSTED_PROXIES',
  ...roles.flatMap((role) => [groupsName(role), usersName(role)]),
];
const headerNames = [
  'USER_HEADER',
  'NAME_HEADER',
  'GROUPS_HEADER',
  'PROXY_SECRET_HEADER',
  'PROXY_SECRET',
  'PROXY_SECRET_FILE',
];
const jwtNames = ['HEADER', 'KEYS', 'ISSUER', 'AUDIENCE', 'ALGORITHMS', 'USER_CLAIM', 'NAME_CLAIM', 'GROUPS_CLAIM'];
/** The settings of each kind of sign-in; one of another kind is a mistake that somebody would rely on. */
const namesOf: ReadonlyMap<string, readonly string[]> = new Map([
  ['', []],
  ['header', [...everyKind, ...headerNames.map((name) => `TAILBOARD_${name}`)]],
  ['jwt', [...everyKind, ...jwtNames.map((name) => `TAILBOARD_JWT_${name}`)]],
  ['tailscale-serve', everyKind.filter((name) => name !== 'TAILBOARD_TRUSTED_PROXIES')],
]);

/** How people sign in, from the environment; null without `TAILBOARD_SSO`. Throws ConfigError, which repeats no value. */
export function readSignIn(environment: Environment): SignIn | null {
  const kind = environment['TAILBOARD_SSO'] || '';
  const names = namesOf.get(kind);
  if (names === undefined) throw new ConfigError('TAILBOARD_SSO must be header, jwt or tailscale-serve.');
  const stray = [...namesOf.values()].flat().find((name) => environment[name] && !names.includes(name));
  if (stray !== undefined) {
    throw new ConfigError(
      `${stray} has no meaning ${kind === '' ? 'without TAILBOARD_SSO' : `with TAILBOARD_SSO=${kind}`}.`,
    );
  }
  const rules = readRules(environment);
  const proxies = environment['TAILBOARD_TRUSTED_PROXIES'];
  if (kind === 'header')
    return { source: readHeaderSource(environment), trusted: readTrusted(proxies || loopback), rules };
  if (kind === 'jwt')
    return { source: readJwtSource(environment), trusted: proxies ? readTrusted(proxies) : null, rules };
  return kind === '' ? null : { source: { kind: 'tailscale-serve' }, trusted: readTrusted(loopback), rules };
}

const loopback = '127.0.0.0/8,::1';

function readTrusted(given: string): Networks {
  const networks = readNetworks(listOf(given));
  if (networks === undefined) {
    throw new ConfigError('TAILBOARD_TRUSTED_PROXIES must be addresses or networks such as 10.0.0.0/8, and never all.');
  }
  return networks;
}

function readHeaderSource(environment: Environment): HeaderSource {
  const optional = (name: string) => (environment[name] ? headerName(environment, name, '') : null);
  return {
    kind: 'header',
    userHeader: headerName(environment, 'TAILBOARD_USER_HEADER', 'X-Forwarded-User'),
    nameHeader: optional('TAILBOARD_NAME_HEADER'),
    groupsHeader: headerName(environment, 'TAILBOARD_GROUPS_HEADER', 'X-Forwarded-Groups'),
    secret: {
      header: headerName(environment, 'TAILBOARD_PROXY_SECRET_HEADER', 'X-Tailboard-Proxy-Secret'),
      ...readPortalSecrets(environment),
    },
  };
}

function readJwtSource(environment: Environment): JwtSource {
  const needed = (name: string) => {
    const value = environment[name];
    if (!value) throw new ConfigError(`TAILBOARD_SSO=jwt needs ${name}.`);
    return value;
  };
  const algorithms = listOf(environment['TAILBOARD_JWT_ALGORITHMS'] || 'RS256,ES256');
  if (algorithms.length === 0 || !algorithms.every((name) => signatureAlgorithms.includes(name))) {
    throw new ConfigError(`TAILBOARD_JWT_ALGORITHMS must be some of ${signatureAlgorithms.join(', ')}.`);
  }
  return {
    kind: 'jwt',
    header: headerName(environment, 'TAILBOARD_JWT_HEADER', 'Authorization'),
    keys: readKeys(needed('TAILBOARD_JWT_KEYS')),
    issuer: needed('TAILBOARD_JWT_ISSUER'),
    audience: needed('TAILBOARD_JWT_AUDIENCE'),
    algorithms,
    userClaim: environment['TAILBOARD_JWT_USER_CLAIM'] || 'email',
    nameClaim: environment['TAILBOARD_JWT_NAME_CLAIM'] || 'name',
    groupsClaim: environment['TAILBOARD_JWT_GROUPS_CLAIM'] || 'groups',
  };
}

/** A file is looked at now, so that one which is broken is noticed by whoever starts this; a URL may not answer yet. */
function readKeys(given: string): JwtSource['keys'] {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(given)) {
    const isSafe = /^https:\/\/[^\s/?#@]+(\/[^\s#]*)?$/i.test(given);
    const isHere = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?(\/[^\s#]*)?$/i.test(given);
    if (!(isSafe || isHere) || !URL.canParse(given)) {
      throw new ConfigError('TAILBOARD_JWT_KEYS must be a file or an https URL. Only this machine may use http.');
    }
    return { url: given };
  }
  const text = readText('TAILBOARD_JWT_KEYS', given);
  try {
    if (readKeySet(JSON.parse(text)) !== undefined) return { file: given };
  } catch {
    // The error quotes the file.
  }
  throw new ConfigError('TAILBOARD_JWT_KEYS names a file that is no JSON Web Key Set.');
}

function readRules(environment: Environment): RoleRules {
  const others = environment['TAILBOARD_DEFAULT_ROLE'] || 'viewer';
  const known = [...roles, 'none'] as const;
  const role = known.find((name) => name === others);
  if (role === undefined) throw new ConfigError(`TAILBOARD_DEFAULT_ROLE must be one of ${known.join(', ')}.`);
  const lists = (nameOf: (role: Role) => string) => ({
    viewer: listOf(environment[nameOf('viewer')]),
    operator: listOf(environment[nameOf('operator')]),
    admin: listOf(environment[nameOf('admin')]),
  });
  return { groups: lists(groupsName), users: lists(usersName), others: role };
}

function groupsName(role: Role): string {
  return `TAILBOARD_${role.toUpperCase()}_GROUPS`;
}

function usersName(role: Role): string {
  return `TAILBOARD_${role.toUpperCase()}_USERS`;
}

function headerName(environment: Environment, name: string, usual: string): string {
  const given = environment[name] || usual;
  if (!/^[A-Za-z][A-Za-z0-9-]{0,100}$/.test(given)) throw new ConfigError(`${name} is not the name of a header.`);
  return given;
}

function readText(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new ConfigError(`${name} names a file that cannot be read.`);
  }
}

function listOf(given: string | undefined): readonly string[] {
  return (given ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
