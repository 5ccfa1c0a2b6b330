import { coversScope } from '#contract/rights.ts';
import { type Answer, json, refusal } from './answer.ts';
import type { Random } from './random.ts';

export type OAuthSetup = {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Seconds that a token lives, an hour unless given. */
  readonly expiresIn?: number;
  /** The scopes that the client has, with spaces between them; "all" unless given. Calls beyond them are refused. */
  readonly scope?: string;
  /** The token of a person, which may do everything, besides those that the client is given. */
  readonly userKey?: string | undefined;
};

/** Who shows a token: which scopes it has, and whether a person owns it. */
export type TokenHolder = { readonly scopes: readonly string[]; readonly isPerson: boolean };

/** Gives out access tokens for client credentials and knows those it gave (https://tailscale.com/kb/1215/oauth-clients). */
export type OAuthServer = {
  /** The answer to a form sent to /api/v2/oauth/token. */
  readonly token: (form: string) => Answer;
  /** Whose token an Authorization header shows; undefined for one that does not live (any more). */
  readonly holderOf: (authorization: string) => TokenHolder | undefined;
  /** Ends every token at once, as taking an OAuth client away does. */
  readonly revoke: () => void;
};

/** An OAuth server with one client; `now` is in milliseconds. */
export function createOAuthServer(setup: OAuthSetup, now: () => number, random: Random): OAuthServer {
  const { clientId, clientSecret, expiresIn = 3600, scope = 'all', userKey } = setup;
  const given = new Map<string, { readonly end: number; readonly scopes: readonly string[] }>();
  return {
    token: (form) => {
      const asked = new URLSearchParams(form);
      if (asked.get('client_id') !== clientId || asked.get('client_secret') !== clientSecret) {
        return refusal(401, 'API token invalid');
      }
      const token = `tskey-api-demo${random.hex(12)}-${random.hex(24)}`;
      const own = scope.split(' ');
      const wanted = asked.get('scope')?.split(' ') ?? own;
      const scopes = wanted.filter((one) => coversScope(own, one));
      given.set(`Bearer ${token}`, { end: now() + expiresIn * 1000, scopes });
      const told = { access_token: token, token_type: 'Bearer', expires_in: expiresIn, scope: scopes.join(' ') };
      return json(told);
    },
    holderOf: (authorization) => {
      if (userKey !== undefined && authorization === `Bearer ${userKey}`) return { scopes: ['all'], isPerson: true };
      const token = given.get(authorization);
      return token === undefined || token.end <= now() ? undefined : { scopes: token.scopes, isPerson: false };
    },
    revoke: () => given.clear(),
  };
}
