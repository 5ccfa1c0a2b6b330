import { type JWTPayload, type JWTVerifyGetKey, errors, jwtVerify } from 'jose';
import { Refusal } from '#proxy/refusal.ts';
import { identityHeader, personId, personName } from './identity-header.ts';
import type { Person } from './visitor.ts';

/** How a signed token says who somebody is. */
export type JwtSource = {
  readonly kind: 'jwt';
  /** The header that carries it; with "Bearer " in front in Authorization, and without or with it elsewhere. */
  readonly header: string;
  /** A file, or a URL, with the public keys as a JSON Web Key Set. */
  readonly keys: { readonly file: string } | { readonly url: string };
  readonly issuer: string;
  readonly audience: string;
  readonly algorithms: readonly string[];
  readonly userClaim: string;
  readonly nameClaim: string;
  readonly groupsClaim: string;
};

/** Signatures alone: with a shared secret (HS256), whoever can check a token can also make one. */
export const signatureAlgorithms: readonly string[] =
  'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519'.split(' ');

/** Seconds by which two clocks may differ. */
const skew = 30;

/**
 * Reads the person from the token of a request. Throws `identity_missing` for whatever is not right about it, without
 * saying what, and `identity_unavailable` when there are no keys to check it with. `now` are milliseconds since 1970.
 */
export async function personOfToken(
  rawHeaders: readonly string[],
  source: JwtSource,
  keys: JWTVerifyGetKey,
  now: () => number,
): Promise<Person> {
  const value = identityHeader(rawHeaders, source.header) ?? '';
  const [, scheme, token = ''] = /^(bearer +)?([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(value) ?? [];
  if (token === '' || (scheme === undefined && source.header.toLowerCase() === 'authorization')) {
    throw new Refusal('identity_missing');
  }
  const payload = await verified(token, source, keys, now);
  if (source.userClaim === 'email' && payload['email_verified'] === false) throw new Refusal('identity_missing');
  const id = personId(payload[source.userClaim]);
  return { id, name: personName(payload[source.nameClaim], id), groups: groupsIn(payload[source.groupsClaim]) };
}

async function verified(
  token: string,
  source: JwtSource,
  keys: JWTVerifyGetKey,
  now: () => number,
): Promise<JWTPayload> {
  try {
    const { issuer, audience, algorithms } = source;
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience,
      algorithms: [...algorithms],
      clockTolerance: skew,
      currentDate: new Date(now()),
      requiredClaims: ['exp'],
    });
    return payload;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if (error instanceof errors.JOSEError) throw new Refusal('identity_missing');
    // A key that is in the set and of no use, such as one of a length that nobody trusts.
    if (error instanceof TypeError || error instanceof DOMException) throw new Refusal('identity_missing');
    throw error;
  }
}

function groupsIn(claim: unknown): readonly string[] {
  const groups: unknown[] = Array.isArray(claim) ? claim : [claim];
  return groups.filter((group) => typeof group === 'string');
}
