import { randomUUID } from 'node:crypto';
import { matchEndpoint } from '#contract/endpoint-path.ts';
import type { Endpoint } from '#contract/endpoint.ts';
import { type EndpointName, endpoints } from '#contract/endpoints.ts';
import type { ProxyErrorCode, Session } from '#contract/session.ts';
import { type Arrival, arrivalOf } from './arrival.ts';
import { type Limits, type Upstream, type UpstreamResult, createCallUpstream } from './call-upstream.ts';
import { entityTagHeader, listAspects } from './entity-tags.ts';
import { announcesBody, checkContentType, checkHost, checkOrigin, checkToken } from './gate.ts';
import { apiHeaders, documentHeaders } from './headers.ts';
import { type KeptAnswer, createIdempotency } from './idempotency.ts';
import { createListWrites } from './list-writes.ts';
import { belowBase, outsideBase } from './place/base-path.ts';
import { type Place, noPlace } from './place/config-place.ts';
import { createRedactor } from './redact.ts';
import { Refusal, describeFailure, errorParts, errorResponse } from './refusal.ts';
import { readRequestBody } from './request-body.ts';
import { serveStaticFiles } from './static-files.ts';
import { apiQuery, parseTarget } from './target.ts';

const defaultLimits: Limits = { readMs: 30_000, writeMs: 60_000, requestBytes: 2 ** 20, answerBytes: 2 ** 28 };

/** One line per API request. Holds no body, header, token, path or query value, so it may be kept anywhere. */
export type LogEntry = {
  readonly method: string;
  readonly endpoint: EndpointName | null;
  readonly status: number;
  readonly ms: number;
  readonly requestId: string;
  readonly code: ProxyErrorCode | null;
  /** The client left before its answer; a write was still carried through. */
  readonly clientGone: boolean;
};

export type ProxyOptions = {
  readonly upstream: Upstream;
  /** "-" or the configured tailnet; besides "-", no other may be asked for. */
  readonly tailnet: string;
  /** What the served document is told about its proxy. */
  readonly session: Session;
  /** The per-launch token that writes must carry; null when none is needed. */
  readonly token: string | null;
  /** Absolute folder of the built client; null when something else serves it. */
  readonly assets: string | null;
  /** Where the console stands; by default at the top of the loopback address. */
  readonly place?: Place;
  readonly log: (entry: LogEntry) => void;
  readonly limits?: Partial<Limits>;
};

export type Proxy = { readonly fetch: (request: Request, arrival?: Arrival) => Promise<Response> };

/** What becomes known about an API call while it is handled. */
type Call = { endpoint: EndpointName | null; requestId: string; code: ProxyErrorCode | null };

/**
 * Serves the console and forwards the calls of the contract's table, and nothing else, with the key added.
 * `fetch` never rejects: every refusal and failure is an error answer `{ message, code, requestId }`.
 */
export function createProxy(options: ProxyOptions): Proxy {
  const limits = { ...defaultLimits, ...options.limits };
  const redact = createRedactor(options.upstream.credential.secrets);
  const callUpstream = createCallUpstream(options.upstream, limits, redact);
  const listWrites = createListWrites(callUpstream);
  // Monotonic, so that a clock set back keeps no answer too long.
  const idempotency = createIdempotency(() => performance.now());
  const place = options.place ?? noPlace;
  const serveFile = options.assets === null ? undefined : serveStaticFiles(options.assets, options.session, place);

  async function answerFile({ method }: Request, arrival: Arrival, below: string | undefined): Promise<Response> {
    const target = parseTarget(below ?? arrival.target);
    checkHost(arrival.rawHeaders, arrival.localPort, place.origins);
    if (below === undefined) return outsideBase(method, arrival.target, place.basePath, documentHeaders);
    if (serveFile === undefined) throw new Refusal('unknown_endpoint');
    return serveFile(method, target, arrival.rawHeaders);
  }

  /** The checks in their order, then the call; nothing is sent upstream before the last check has passed. */
  async function answerApi(request: Request, arrival: Arrival, call: Call): Promise<Response> {
    const { rawHeaders } = arrival;
    const target = parseTarget(arrival.target);
    const own = checkHost(rawHeaders, arrival.localPort, place.origins);
    const { name, parameters } = findEndpoint(request.method, target.segments);
    call.endpoint = name;
    const endpoint: Endpoint = endpoints[name];
    const query = apiQuery(target.query, endpoint.query);
    checkOrigin(rawHeaders, own, endpoint.writes);
    if (endpoint.writes && options.token !== null) checkToken(rawHeaders, options.token);
    const body = await requestBody(request, rawHeaders, endpoint);
    const key = endpoint.writes ? idempotency.keyOf(rawHeaders) : undefined;
    const ifMatch = endpoint.writes && listAspects[name] ? listWrites.precondition(rawHeaders) : undefined;
    const onRequestId = (id: string) => {
      call.requestId = id;
    };
    const upstreamCall = { name, parameters, query, body, clientSignal: request.signal, onRequestId };
    if (key === undefined) return toResponse(await answerOf(callUpstream(upstreamCall), call));
    const fingerprint = JSON.stringify([name, parameters, body ?? null, ifMatch ?? null]);
    return toResponse(
      await idempotency.once(key, fingerprint, () =>
        answerOf(ifMatch === undefined ? callUpstream(upstreamCall) : listWrites.write(upstreamCall, ifMatch), call),
      ),
    );
  }

  /** The answer to the browser, as parts; failures are answers too, so that a repeated write gets the same one. */
  async function answerOf(
    result: Promise<UpstreamResult & { headers?: Readonly<Record<string, string>> }>,
    call: Call,
  ): Promise<KeptAnswer> {
    try {
      const { judged, retryAfter, headers } = await result;
      if (judged.kind === 'error') {
        call.code = judged.status === 403 ? 'upstream_forbidden' : null;
        const extra = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
        const parts = errorParts({ ...judged, code: call.code, headers: extra }, call.requestId, apiHeaders);
        return { status: judged.status, ...parts };
      }
      return {
        status: judged.status,
        body: judged.body,
        headers: {
          ...apiHeaders,
          'content-type': 'application/json; charset=utf-8',
          'content-length': String(judged.body.length),
          'x-request-id': call.requestId,
          ...(headers ?? (call.endpoint === null ? {} : entityTagHeader(call.endpoint, judged.body))),
        },
      };
    } catch (error) {
      const failure = describeFailure(error);
      call.code = failure.code;
      return { status: failure.status, ...errorParts(failure, call.requestId, apiHeaders) };
    }
  }

  function findEndpoint(method: string, [api, version, ...segments]: readonly string[]) {
    const match = api === 'api' && version === 'v2' ? matchEndpoint(method, segments) : { kind: 'unknown' as const };
    if (match.kind === 'bad-parameter') throw new Refusal('bad_request_target');
    if (match.kind === 'method-not-allowed') {
      throw new Refusal('method_not_allowed', undefined, { allow: match.allow.join(', ') });
    }
    const tailnet = match.kind === 'found' ? (match.parameters['tailnet'] ?? '-') : '-';
    if (match.kind === 'unknown' || (tailnet !== '-' && tailnet !== options.tailnet)) {
      throw new Refusal('unknown_endpoint');
    }
    return match;
  }

  async function requestBody(request: Request, rawHeaders: readonly string[], endpoint: Endpoint) {
    const announced = announcesBody(rawHeaders);
    if (!endpoint.writes) {
      if (announced) throw new Refusal('invalid_body', 'This call takes no request body.');
      return undefined;
    }
    if (announced || endpoint.method !== 'DELETE') checkContentType(rawHeaders);
    return readRequestBody(request, rawHeaders, endpoint.body, limits.requestBytes);
  }

  async function answerAndLog(request: Request, arrival: Arrival): Promise<Response> {
    const started = performance.now();
    const call: Call = { endpoint: null, requestId: randomUUID(), code: null };
    const response = await answerApi(request, arrival, call).catch((error: unknown) => {
      const failure = describeFailure(error);
      call.code = failure.code;
      return errorResponse(failure, call.requestId, apiHeaders);
    });
    options.log({
      method: request.method,
      ...call,
      status: response.status,
      ms: Math.round(performance.now() - started),
      clientGone: request.signal.aborted,
    });
    return response;
  }

  return {
    fetch: (request, arrival = arrivalOf(request)) => {
      const target = belowBase(arrival.target, place.basePath);
      return target !== undefined && /^\/api(?![^/?])/i.test(target)
        ? answerAndLog(request, { ...arrival, target })
        : answerFile(request, arrival, target).catch((error: unknown) =>
            errorResponse(describeFailure(error), randomUUID(), documentHeaders),
          );
    },
  };
}

function toResponse({ status, headers, body }: KeptAnswer): Response {
  return new Response(body.length > 2 ** 20 ? inOnePiece(body) : body, { status, headers });
}

/** A Response copies the bytes that it is given, but not those of a stream. */
function inOnePiece(bytes: Buffer): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        controller.enqueue(bytes);
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}
