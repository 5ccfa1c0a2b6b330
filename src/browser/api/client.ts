import { endpointPath } from '#contract/endpoint-path.ts';
import {
  type Answer,
  type Body,
  type EndpointName,
  type Parameters,
  type Query,
  endpoints,
} from '#contract/endpoints.ts';
import {
  errorBodySchema,
  errorHeader,
  idempotencyHeader,
  sessionHeader,
  tagsEtagHeader,
  tokenHeader,
} from '#contract/session.ts';
import * as v from 'valibot';
import { ApiError, kindOf } from './api-error.ts';
import { readJsonParts } from './json-parts.ts';
import type { Sessions } from './sessions.ts';
import { type SignIn, endedBy } from './sign-in.ts';

/** What one call takes; `query` and `body` only where the contract's row has them. */
export type CallOptions<N extends EndpointName> = {
  parameters: Parameters<N>;
  signal?: AbortSignal;
} & (N extends 'listDevices' ? TakesDevices : unknown) &
  (Query<N> extends null ? unknown : { query?: Query<N> }) &
  (Body<N> extends null ? unknown : { body: Body<N> });

/**
 * The one answer that has megabytes can be taken while it arrives: `onDevices` gets the entries of its list part by part,
 * and the answer's own list is empty. What came before a failure is to be thrown away.
 */
export type TakesDevices = { onDevices?: (entries: readonly unknown[]) => void };

/**
 * Makes one call of the contract and gives its parsed answer; throws ApiError for everything else: no network, a
 * refusal, an answer of another shape.
 */
export type Client = <N extends EndpointName>(name: N, options: CallOptions<N>) => Promise<Answer<N>>;

/** An answer with what its headers tell of it. */
export type ExchangeResult<A> = {
  readonly answer: A;
  readonly status: number;
  readonly requestId: string | undefined;
  /** Entity tag of the routes of a device, as the proxy made it from them. */
  readonly etag: string | undefined;
  /** Entity tag of the tags of a device. */
  readonly tagsEtag: string | undefined;
};

/** What a write takes besides: the key that makes its copies known, and the entity tag that it was decided on. */
export type Precautions = { idempotencyKey?: string; ifMatch?: string };

/** Like Client, with the headers of the answer and the precautions of a write. Throws ApiError. */
export type Exchange = <N extends EndpointName>(
  name: N,
  options: { parameters: Parameters<N>; signal?: AbortSignal; query?: Query<N>; body?: Body<N> } & Precautions &
    TakesDevices,
) => Promise<ExchangeResult<Answer<N>>>;

type Asked<N extends EndpointName> = { parameters: Parameters<N> };

type Sent = { signal?: AbortSignal; query?: object; body?: unknown } & Precautions & TakesDevices;

/**
 * The exchange with the proxy at `origin`, an origin, a base path or both ("" is the top of the page's own host); it tells
 * `signIn` and `sessions` what answers say of the session. A write says for whom the page was opened, and nobody else's
 * proxy carries it out.
 */
export function createExchange(world: { origin: string; signIn?: SignIn; sessions?: Sessions }): Exchange {
  const { origin, signIn, sessions } = world;
  return async (name, given) => {
    const endpoint = endpoints[name];
    // Which members there are depends on the row; read here with those that every row may have.
    const call = given as Sent;
    const path = endpointPath(name, given.parameters);
    const search = new URLSearchParams(
      Object.entries(call.query ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ).toString();
    const headers = new Headers({ accept: 'application/json' });
    const init: RequestInit = { method: endpoint.method, headers, redirect: 'manual' };
    if (endpoint.method === 'POST' || endpoint.method === 'PATCH') headers.set('content-type', 'application/json');
    if (endpoint.writes) headers.set(idempotencyHeader, call.idempotencyKey ?? crypto.randomUUID());
    const token = signIn?.token();
    if (endpoint.writes && token !== undefined) headers.set(tokenHeader, token);
    const tag = sessions?.state().current.tag;
    if (endpoint.writes && tag !== undefined) headers.set(sessionHeader, tag);
    if (call.ifMatch !== undefined) headers.set('if-match', call.ifMatch);
    if (call.body !== undefined) init.body = JSON.stringify(call.body);
    if (call.signal !== undefined) init.signal = call.signal;

    const response = await reach(`${origin}/api/v2${path}${search === '' ? '' : `?${search}`}`, init, signIn);
    const requestId = response.headers.get('x-request-id') ?? undefined;
    sessions?.heard(response.headers.get(sessionHeader));
    const way = endedBy(response);
    if (way !== undefined) {
      void response.body?.cancel().catch(() => undefined);
      signIn?.refused(way, endpoint.writes !== false);
      throw new ApiError('The session ended.', { kind: 'login', status: response.status, requestId });
    }
    // A gateway that speaks for it, in words of its own.
    if (response.status >= 502 && !response.headers.has(errorHeader)) signIn?.lost();
    else signIn?.answered();
    if (!response.ok) throw await refusal(response, requestId);
    const parsed = v.safeParse(endpoint.answer, await readJson(response, requestId, call.onDevices));
    if (!parsed.success) throw unexpectedAnswer(response.status, requestId);
    return {
      // The row's own schema made this value; the lookup by generic name hides that from the compiler.
      answer: parsed.output as Answer<typeof name>,
      status: response.status,
      requestId,
      etag: response.headers.get('etag') ?? undefined,
      tagsEtag: response.headers.get(tagsEtagHeader) ?? undefined,
    };
  };
}

/** The plain way to ask over an exchange, for those who need only the answer. */
export function createClient(exchange: Exchange): Client {
  // CallOptions leaves out what a row does not take where Exchange lets it be left out: they agree on every row.
  return async (name, given) => (await exchange(name, given as unknown as Asked<typeof name>)).answer;
}

async function reach(url: string, init: RequestInit, signIn: SignIn | undefined): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    if (typeof navigator !== 'undefined' && !navigator.onLine)
      throw new ApiError('You are offline.', { kind: 'offline', cause });
    signIn?.lost();
    throw new ApiError('Tailboard did not answer. Check that it is still running.', { kind: 'unreachable', cause });
  }
}

async function readJson(
  response: Response,
  requestId: string | undefined,
  onDevices: TakesDevices['onDevices'],
): Promise<unknown> {
  try {
    return onDevices === undefined
      ? ((await response.json()) as unknown)
      : await readJsonParts(response, 'devices', onDevices);
  } catch {
    throw unexpectedAnswer(response.status, requestId);
  }
}

function unexpectedAnswer(status: number, requestId: string | undefined): ApiError {
  return new ApiError('The server sent an unexpected answer.', { kind: 'unexpected', status, requestId });
}

async function refusal(response: Response, requestId: string | undefined): Promise<ApiError> {
  const body = v.safeParse(errorBodySchema, await response.json().catch(() => ({})));
  const told = body.success ? body.output : { message: '', code: undefined, current: undefined, requestId: undefined };
  const code = response.headers.get(errorHeader) ?? told.code ?? undefined;
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new ApiError(told.message || response.statusText || `Status ${response.status}`, {
    kind: kindOf(response.status, code),
    status: response.status,
    code,
    requestId: requestId ?? told.requestId ?? undefined,
    retryAfter: Number.isFinite(seconds) ? seconds * 1000 : undefined,
    current: told.current ?? undefined,
  });
}
