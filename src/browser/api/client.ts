import {
  type Answer,
  type Body,
  type EndpointName,
  type Parameters,
  type Query,
  endpointPath,
  endpoints,
} from '#contract/endpoints.ts';
import { errorBodySchema, errorHeader, tokenHeader } from '#contract/session.ts';
import * as v from 'valibot';
import { ApiError, kindOf } from './api-error.ts';

/** What one call takes; `query` and `body` only where the contract's row has them. */
export type CallOptions<N extends EndpointName> = {
  parameters: Parameters<N>;
  signal?: AbortSignal;
} & (Query<N> extends null ? unknown : { query?: Query<N> }) &
  (Body<N> extends null ? unknown : { body: Body<N> });

/**
 * Makes one call of the contract and gives its parsed answer; throws ApiError for everything else: no network, a
 * refusal, an answer of another shape.
 */
export type Client = <N extends EndpointName>(name: N, options: CallOptions<N>) => Promise<Answer<N>>;

type Sent = { parameters: Record<string, string>; signal?: AbortSignal; query?: object; body?: unknown };

/** A client for the proxy at `origin` ("" is the page's own); `token` goes along with writes. */
export function createClient(options: { origin: string; token?: string | undefined }): Client {
  return async (name, given) => {
    const endpoint = endpoints[name];
    // CallOptions is conditional on the row; read here with the members that every row may have.
    const call = given as unknown as Sent;
    const path = endpointPath(name, given.parameters);
    const search = new URLSearchParams(
      Object.entries(call.query ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ).toString();
    const headers = new Headers({ accept: 'application/json' });
    const init: RequestInit = { method: endpoint.method, headers, redirect: 'error' };
    if (endpoint.method === 'POST' || endpoint.method === 'PATCH') headers.set('content-type', 'application/json');
    if (endpoint.writes && options.token !== undefined) headers.set(tokenHeader, options.token);
    if (call.body !== undefined) init.body = JSON.stringify(call.body);
    if (call.signal !== undefined) init.signal = call.signal;

    const response = await reach(`${options.origin}/api/v2${path}${search === '' ? '' : `?${search}`}`, init);
    const requestId = response.headers.get('x-request-id') ?? undefined;
    if (!response.ok) throw await refusal(response, requestId);
    const parsed = v.safeParse(endpoint.answer, await readJson(response, requestId));
    if (!parsed.success) throw unexpectedAnswer(response.status, requestId);
    // The row's own schema made this value; the lookup by generic name hides that from the compiler.
    return parsed.output as Answer<typeof name>;
  };
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    if (typeof navigator !== 'undefined' && navigator.onLine === false)
      throw new ApiError('You are offline.', { kind: 'offline', cause });
    throw new ApiError('Tailboard did not answer. Check that it is still running.', { kind: 'unreachable', cause });
  }
}

async function readJson(response: Response, requestId: string | undefined): Promise<unknown> {
  try {
    return (await response.json()) as unknown;
  } catch {
    throw unexpectedAnswer(response.status, requestId);
  }
}

function unexpectedAnswer(status: number, requestId: string | undefined): ApiError {
  return new ApiError('The server sent an unexpected answer.', { kind: 'unexpected', status, requestId });
}

async function refusal(response: Response, requestId: string | undefined): Promise<ApiError> {
  const body = v.safeParse(errorBodySchema, await response.json().catch(() => ({})));
  const told = body.success ? body.output : { message: '', code: undefined, requestId: undefined };
  const code = response.headers.get(errorHeader) ?? told.code ?? undefined;
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new ApiError(told.message || response.statusText || `Status ${response.status}`, {
    kind: kindOf(response.status, code),
    status: response.status,
    code,
    requestId: requestId ?? told.requestId ?? undefined,
    retryAfter: Number.isFinite(seconds) ? seconds * 1000 : undefined,
  });
}
