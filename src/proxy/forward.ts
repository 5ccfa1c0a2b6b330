import type { EndpointName } from '#contract/endpoints.ts';
import { type Leaving, createLeaving } from './leaving.ts';
import { readBytes } from './read-bytes.ts';
import { Refusal } from './refusal.ts';

/** An answer of the API with its whole body, decoded. `status` is 0 for a redirect that fetch kept to itself. */
export type UpstreamAnswer = { readonly status: number; readonly headers: HeaderLookup; readonly body: Buffer };

/** The value of a header whatever the case of its name, that of several lines with commas between; null without one. */
export type HeaderLookup = { readonly get: (name: string) => string | null };

/** A request to the API as it is sent. */
export type UpstreamRequest = {
  /** The row of the table that it was made from, for who counts. */
  readonly endpoint: EndpointName | 'oauthToken' | 'other';
  /** Scheme, host and port, which no request of a client has any part in. */
  readonly origin: string;
  /** What follows, from the first "/" on. */
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
};

/** An answer whose body is still to be read. A Response is one of these. */
export type UpstreamResponse = {
  readonly status: number;
  readonly headers: HeaderLookup;
  readonly body: AsyncIterable<Uint8Array> | null;
};

/** Makes one request. No Request and no Response, because making both costs more than all the rest of a small call. */
export type UpstreamFetch = (request: UpstreamRequest, waiting: Leaving) => Promise<UpstreamResponse>;

export type Forwarding = {
  readonly fetch: UpstreamFetch;
  readonly request: UpstreamRequest;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** Ends the call by leaving; null for a write, which is never broken off because its caller left. */
  readonly client: Leaving | null;
  readonly onHeaders: (headers: HeaderLookup) => void;
};

/**
 * Makes one call to the API, exactly once, and resolves with the whole answer. Rejects with a Refusal:
 * `upstream_timeout`, `upstream_unavailable` (nobody there), `upstream_too_large` or `upstream_bad_response` (cut off).
 */
export function forward(call: Forwarding): Promise<UpstreamAnswer> {
  return new Promise((resolve, reject) => {
    const { client } = call;
    const waiting = createLeaving();
    const settle = () => {
      clearTimeout(timer);
      if (client !== null) client.onLeave = undefined;
    };
    const fail = (error: unknown) => {
      settle();
      // What is not read to its end would hold its connection.
      waiting.leave();
      reject(error);
    };
    // It rejects, and does not only leave: an upstream within this process need not hear of that.
    const timer = setTimeout(() => fail(new Refusal('upstream_timeout')), call.timeoutMs);
    if (client?.hasLeft) waiting.leave();
    else if (client !== null) client.onLeave = waiting.leave;
    exchange(call, waiting).then((answer) => {
      settle();
      return resolve(answer);
    }, fail);
  });
}

async function exchange(call: Forwarding, waiting: Leaving): Promise<UpstreamAnswer> {
  const response = await call.fetch(call.request, waiting).catch((error: unknown) => {
    throw error instanceof Refusal ? error : new Refusal(failureBeforeAnswer(error));
  });
  call.onHeaders(response.headers);
  const announced = Number(response.headers.get('content-length'));
  if (announced > call.maxBytes) throw new Refusal('upstream_too_large');
  const body = await readBytes(response.body, call.maxBytes).catch(() => {
    throw new Refusal('upstream_bad_response');
  });
  if (body === undefined) throw new Refusal('upstream_too_large');
  return { status: response.status, headers: response.headers, body };
}

/** Where a connection came about and then broke, somebody is there who answers badly; otherwise nobody is there. */
function failureBeforeAnswer(error: unknown): 'upstream_bad_response' | 'upstream_timeout' | 'upstream_unavailable' {
  const code = codeOf(error) ?? (error instanceof Error ? codeOf(error.cause) : undefined) ?? '';
  if (/TIMEOUT|TIMEDOUT/.test(code)) return 'upstream_timeout';
  return /^(UND_ERR_SOCKET|ECONNRESET|EPIPE|HPE_)/.test(code) ? 'upstream_bad_response' : 'upstream_unavailable';
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
