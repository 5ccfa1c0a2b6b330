import type { Endpoint } from '#contract/endpoint.ts';
import { type EndpointName, type Parameters, endpoints } from '#contract/endpoints.ts';
import { endpointPath } from '#contract/endpoint-path.ts';
import { personRefusedWords } from '#contract/session.ts';
import type { Credential } from './credential/credential.ts';
import { type Judged, judgeAnswer, retryAfterSeconds } from './answer.ts';
import { type UpstreamFetch, forward } from './forward.ts';
import type { Leaving } from './leaving.ts';
import type { Redactor } from './redact.ts';
import { Refusal } from './refusal.ts';

/** Milliseconds until an upstream call is given up, and the largest bodies in bytes. */
export type Limits = { readMs: number; writeMs: number; requestBytes: number; answerBytes: number };

export type Upstream = {
  /** Origin of the API, without a path, e.g. "https://api.tailscale.com". */
  readonly baseUrl: string;
  readonly fetch: UpstreamFetch;
  readonly credential: Credential;
  /** Shown in its place for the rows that need a person's token, and for no other. */
  readonly userCredential?: Credential | undefined;
};

/** Everything that may never leave the proxy, as it is by now. */
export function apiSecrets({ credential, userCredential }: Upstream): readonly string[] {
  const own = credential.secrets();
  return userCredential === undefined ? own : [...own, ...userCredential.secrets()];
}

/** A call of the table, checked and ready to be sent; `query` has its "?" or is "". */
export type UpstreamCall = {
  readonly name: EndpointName;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: string | undefined;
  /** Ends a read early; a write is never broken off because its caller left. */
  readonly client?: Leaving;
  /** Told the API's own id of the request, where it sends one of the expected form, whatever becomes of the call. */
  readonly onRequestId?: (id: string) => void;
  /** Told that the call goes out now; before that, nothing can have been done. */
  readonly onSent?: () => void;
};

export type UpstreamResult = {
  readonly judged: Judged;
  readonly retryAfter: string | undefined;
};

/**
 * Sends one call of the table with the key added. Once, but for a 401 where the credential has another key: what was
 * refused for its key was not done. Rejects with a Refusal (see `forward`, `judgeAnswer`).
 */
export type CallUpstream = (call: UpstreamCall) => Promise<UpstreamResult>;

/** Builds every request to the API from nothing: no header and no byte of a body comes from the browser as it was. */
export function createCallUpstream(upstream: Upstream, limits: Limits, redact: Redactor): CallUpstream {
  return async ({ name, parameters, query = '', body, client, onRequestId, onSent }) => {
    const endpoint: Endpoint = endpoints[name];
    // matchEndpoint has filled exactly the parameters of this row, and endpointPath checks each of them again.
    const path = `/api/v2${endpointPath(name, parameters as Parameters<EndpointName>)}${query}`;
    const send = (authorization: string) =>
      forward({
        fetch: upstream.fetch,
        request: {
          endpoint: name,
          origin: upstream.baseUrl,
          path,
          method: endpoint.method,
          headers: headersOf(authorization, body),
          body,
        },
        timeoutMs: endpoint.writes ? limits.writeMs : limits.readMs,
        maxBytes: limits.answerBytes,
        client: endpoint.writes ? null : (client ?? null),
        onHeaders: (headers) => {
          const given = headers.get('x-tailscale-request-id') ?? '';
          if (/^[A-Za-z0-9._-]{1,100}$/.test(given) && redact.text(given) === given) onRequestId?.(given);
        },
      });
    const person = endpoint.needsPerson ? upstream.userCredential : undefined;
    const credential = person ?? upstream.credential;
    const first = await credential.header();
    onSent?.();
    let answer = await send(first);
    const next = answer.status === 401 ? await credential.renewed(first) : undefined;
    if (next !== undefined) answer = await send(next);
    if (answer.status === 401 && person !== undefined) throw new Refusal('upstream_auth_failed', personRefusedWords);
    const judged = judgeAnswer(answer, endpoint.writes !== false, redact);
    return { judged, retryAfter: judged.kind === 'error' ? retryAfterSeconds(answer.headers, Date.now()) : undefined };
  };
}

function headersOf(authorization: string, body: string | undefined): Readonly<Record<string, string>> {
  const own = { authorization, accept: 'application/json', 'user-agent': 'tailboard' };
  return body === undefined ? own : { ...own, 'content-type': 'application/json' };
}
