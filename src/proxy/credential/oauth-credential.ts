import * as v from 'valibot';
import type { Credential } from './credential.ts';
import { type UpstreamAnswer, type UpstreamFetch, forward } from '#proxy/forward.ts';
import { Refusal } from '#proxy/refusal.ts';

/** An OAuth client as made in the admin console; `scopes` undefined asks for all that it was given. */
export type OAuthClient = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: readonly string[] | undefined;
};

export type OAuthOptions = {
  readonly client: OAuthClient;
  /** Origin of the API, without a path. */
  readonly baseUrl: string;
  readonly fetch: UpstreamFetch;
  /** Milliseconds that only ever grow, as a clock that is set would let a token live for hours or not at all. */
  readonly now: () => number;
};

type Token = {
  readonly value: string;
  readonly askedAt: number;
  readonly lifetimeMs: number;
  readonly scopes: readonly string[];
};

const tokenSchema = v.object({
  access_token: v.pipe(v.string(), v.regex(/^[A-Za-z0-9._~+/=-]{1,4096}$/)),
  expires_in: v.optional(v.pipe(v.number(), v.minValue(1)), 3600),
  // With spaces between them (https://www.rfc-editor.org/rfc/rfc6749#section-5.1).
  scope: v.optional(v.fallback(v.pipe(v.string(), v.maxLength(4096)), ''), ''),
});

const timeoutMs = 15_000;
const longestAnswer = 64 * 1024;
/** How long a refusal stands for everybody who asks, so that a page full of requests asks once. */
const pauseMs = 5_000;
/** A token younger than this that is refused is refused for another reason than its age. */
const youngMs = 10_000;

/**
 * Access tokens by the client-credentials grant (https://tailscale.com/kb/1215/oauth-clients): one request serves
 * everybody who waits, a token is renewed at 80 % of its life, and once more when the API refuses it all the same, as
 * a machine that slept has not counted. While the old one lives, a renewal that fails is nobody's error.
 */
export function oauthCredential({ client, baseUrl, fetch, now }: OAuthOptions): Credential {
  let token: Token | undefined;
  let previous: Token | undefined;
  let running: Promise<Token> | undefined;
  let failed: { readonly at: number; readonly reason: unknown } | undefined;

  const ask = async (): Promise<Token> => {
    if (failed !== undefined && now() - failed.at < pauseMs) throw failed.reason;
    const askedAt = now();
    try {
      const answer = await forward({
        fetch,
        request: {
          endpoint: 'oauthToken',
          origin: baseUrl,
          path: '/api/v2/oauth/token',
          method: 'POST',
          headers: {
            accept: 'application/json',
            'content-type': 'application/x-www-form-urlencoded',
            'user-agent': 'tailboard',
          },
          body: form(client),
        },
        timeoutMs,
        maxBytes: longestAnswer,
        client: null,
        onHeaders: () => {},
      });
      const { access_token, expires_in, scope } = readToken(answer);
      failed = undefined;
      previous = token;
      const scopes = scope.split(' ').filter((name) => name !== '');
      token = { value: access_token, askedAt, lifetimeMs: expires_in * 1000, scopes };
      return token;
    } catch (reason) {
      failed = { at: now(), reason };
      throw reason;
    }
  };
  const renew = () =>
    (running ??= ask().finally(() => {
      running = undefined;
    }));
  const ageOf = ({ askedAt }: Token) => now() - askedAt;

  return {
    header: async () => {
      const held = token;
      if (held !== undefined && ageOf(held) < 0.8 * held.lifetimeMs) return headerOf(held);
      const isAlive = held !== undefined && ageOf(held) < held.lifetimeMs;
      return headerOf(await (isAlive ? renew().catch(() => held) : renew()));
    },
    renewed: async (refused) => {
      const held = token;
      if (held !== undefined && headerOf(held) !== refused) return headerOf(held);
      if (held !== undefined && ageOf(held) < youngMs) return undefined;
      return await renew().then(headerOf, () => undefined);
    },
    // Who tells of none has given all that were asked for, and which those are may not be known.
    scopes: () => (token === undefined || token.scopes.length === 0 ? undefined : token.scopes),
    secrets: () => [
      client.clientSecret,
      ...[token, previous].flatMap((held) => (held === undefined ? [] : [held.value])),
    ],
  };
}

function headerOf({ value }: Token): string {
  return `Bearer ${value}`;
}

function form({ clientId, clientSecret, scopes }: OAuthClient): string {
  return new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    ...(scopes === undefined ? {} : { scope: scopes.join(' ') }),
  }).toString();
}

/** The token of an answer. Throws a Refusal for any other; its text is never repeated, as it may quote the secret. */
function readToken({ status, headers, body }: UpstreamAnswer): v.InferOutput<typeof tokenSchema> {
  if (status === 0 || (status >= 300 && status < 400)) throw new Refusal('upstream_redirect');
  if (status >= 500 || status === 429) throw new Refusal('upstream_unavailable');
  if (status >= 400) throw new Refusal('upstream_auth_failed', "The API refused the server's OAuth client.");
  const isJson = /^application\/json\b/.test(headers.get('content-type') ?? '');
  const parsed = isJson ? v.safeParse(tokenSchema, parse(body)) : undefined;
  if (status !== 200 || parsed?.success !== true) throw new Refusal('upstream_bad_response');
  return parsed.output;
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
