import { type Answer, json, refusal } from './answer.ts';
import type { Random } from './random.ts';

export type OAuthSetup = {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Seconds that a token lives, an hour unless given. */
  readonly expiresIn?: number;
  readonly scope?: string;
};

/** Gives out access tokens for client credentials and knows those it gave (https://tailscale.com/kb/1215/oauth-clients). */
export type OAuthServer = {
  /** The answer to a form sent to /api/v2/oauth/token. */
  readonly token: (form: string) => Answer;
  /** True for the Authorization header of a token that still lives. */
  readonly accepts: (authorization: string) => boolean;
  /** Ends every token at once, as taking an OAuth client away does. */
  readonly revoke: () => void;
};

/** An OAuth server with one client; `now` is in milliseconds. */
export function createOAuthServer(setup: OAuthSetup, now: () => number, random: Random): OAuthServer {
  const { clientId, clientSecret, expiresIn = 3600, scope = 'all' } = setup;
  const endOf = new Map<string, number>();
  return {
    token: (form) => {
      const given = new URLSearchParams(form);
      if (given.get('client_id') !== clientId || given.get('client_secret') !== clientSecret) {
        return refusal(401, 'API token invalid');
      }
      const token = `tskey-api-demo${random.hex(12)}-${random.hex(24)}`;
      endOf.set(`Bearer ${token}`, now() + expiresIn * 1000);
      return json({ access_token: token, token_type: 'Bearer', expires_in: expiresIn, scope });
    },
    accepts: (authorization) => (endOf.get(authorization) ?? 0) > now(),
    revoke: () => endOf.clear(),
  };
}
