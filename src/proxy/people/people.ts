import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import type { Arrival } from '#proxy/arrival.ts';
import { headerLines } from '#proxy/headers.ts';
import { type UpstreamFetch, forward } from '#proxy/forward.ts';
import { Refusal } from '#proxy/refusal.ts';
import { type HeaderSource, type ServeSource, personOfHeaders, personOfServe } from './header-identity.ts';
import { type JwtSource, personOfToken } from './jwt-identity.ts';
import { createKeySet } from './key-set.ts';
import { type Networks, plainAddress } from './networks.ts';
import { portalSecrets } from './portal-secrets.ts';
import { type RoleRules, roleOf } from './role-rules.ts';
import type { Person, Visitor } from './visitor.ts';

/** How people are known: by whom, from where, and what they are then. */
export type SignIn = {
  readonly source: HeaderSource | ServeSource | JwtSource;
  /** The addresses from which identity is believed; null for a signed token, which proves itself. */
  readonly trusted: Networks | null;
  readonly rules: RoleRules;
};

export type PeopleOptions = {
  /** Null where the console has no sign-in. */
  readonly signIn: SignIn | null;
  readonly isReadOnly: boolean;
};

export type PeopleWorld = {
  /** Fetches the keys of those who sign. */
  readonly fetch: UpstreamFetch;
  /** Milliseconds since 1970, and milliseconds that only ever grow. */
  readonly now: () => number;
  readonly elapsed: () => number;
};

export type People = {
  /** True when nobody is served without a name, and each is served a document of their own. */
  readonly haveNames: boolean;
  /** Who makes a request, and what they may do. Throws a Refusal for somebody who is not known or has no business here. */
  readonly admit: (arrival: Arrival) => Promise<Visitor>;
  /** What nobody but the portal may know, now or before, wherever it might turn up. */
  readonly secrets: () => readonly string[];
  /** Believes a portal that shows one of these from now on; false when they are what they were. */
  readonly replaceSecrets: (values: readonly string[]) => boolean;
};

/** A console without sign-in: whoever reaches it is its administrator. */
export const nobody: People = withoutNames(false);

function withoutNames(isReadOnly: boolean): People {
  return {
    haveNames: false,
    secrets: () => [],
    replaceSecrets: () => false,
    admit: ({ remoteAddress }) => {
      const address = plainAddress(remoteAddress);
      return Promise.resolve({ person: null, role: 'admin', isReadOnly, address, forwardedFor: null });
    },
  };
}

/** Tells who makes a request. Identity is read anew from each one; nothing is remembered but the keys of who signs. */
export function createPeople({ signIn, isReadOnly }: PeopleOptions, world: PeopleWorld): People {
  if (signIn === null) return withoutNames(isReadOnly);
  const { trusted, rules } = signIn;
  const secrets = portalSecrets(signIn.source.kind === 'header' ? signIn.source.secret.values : []);
  const identify = identifier(signIn.source, secrets.accepts, world);
  return {
    haveNames: true,
    secrets: secrets.all,
    replaceSecrets: secrets.replace,
    admit: async ({ rawHeaders, remoteAddress }) => {
      const address = plainAddress(remoteAddress);
      if (trusted !== null && !trusted(address)) throw new Refusal('identity_missing');
      const person = await identify(rawHeaders);
      const forwardedFor = trusted === null ? null : lastForwardedFor(rawHeaders);
      const { id, name } = person;
      return { person: { id, name }, role: roleOf(person, rules), isReadOnly, address, forwardedFor };
    },
  };
}

function identifier(
  source: SignIn['source'],
  accepts: (secret: string) => boolean,
  { fetch, now, elapsed }: PeopleWorld,
): (rawHeaders: readonly string[]) => Person | Promise<Person> {
  if (source.kind === 'tailscale-serve') return personOfServe;
  if (source.kind === 'header') return (rawHeaders) => personOfHeaders(rawHeaders, source, accepts);
  const { keys } = source;
  const load = 'file' in keys ? () => readFile(keys.file) : () => fetchKeys(keys.url, fetch);
  const keySet = createKeySet(async (): Promise<unknown> => JSON.parse((await load()).toString('utf8')), elapsed);
  return (rawHeaders) => personOfToken(rawHeaders, source, keySet, now);
}

async function fetchKeys(url: string, fetch: PeopleWorld['fetch']): Promise<Buffer> {
  const { origin, pathname, search } = new URL(url);
  const headers = { accept: 'application/json', 'user-agent': 'tailboard' };
  const answer = await forward({
    fetch,
    request: { endpoint: 'other', origin, path: pathname + search, method: 'GET', headers },
    timeoutMs: 5000,
    maxBytes: 256 * 1024,
    client: null,
    onHeaders: () => undefined,
  });
  if (answer.status !== 200) throw new Refusal('identity_unavailable');
  return answer.body;
}

/** Each proxy adds the address that it was asked from at the end; what stands before that, anybody can have written. */
function lastForwardedFor(rawHeaders: readonly string[]): string | null {
  const last = headerLines(rawHeaders, 'x-forwarded-for').at(-1)?.split(',').at(-1)?.trim() ?? '';
  return isIP(last) === 0 ? null : last;
}
