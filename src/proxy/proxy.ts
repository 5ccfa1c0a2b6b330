import { randomUUID } from 'node:crypto';
import type { Endpoint } from '#contract/endpoint.ts';
import { type EndpointName, endpoints } from '#contract/endpoints.ts';
import type { Rights } from '#contract/rights.ts';
import { type ProxyErrorCode, type Session, sessionHeader } from '#contract/session.ts';
import { type Call, answerOf } from './api-answer.ts';
import { type Arrival, arrivalOf } from './arrival.ts';
import type { AuditLog } from './audit/audit-log.ts';
import { createAudit } from './audit/audited-write.ts';
import { type Limits, type Upstream, type UpstreamCall, createCallUpstream, apiSecrets } from './call-upstream.ts';
import { listAspects } from './entity-tags.ts';
import { announcesBody, checkContentType, checkOrigin, checkToken, createHostCheck } from './gate.ts';
import { findEndpoint } from './find-endpoint.ts';
import { apiHeaders, documentHeaders } from './headers.ts';
import { createIdempotency } from './idempotency.ts';
import { createListWrites } from './list-writes.ts';
import { bodyFor } from './people/invite-links.ts';
import { type People, nobody } from './people/people.ts';
import { refusalPage } from './people/refusal-page.ts';
import { checkOwner, createTags, tagged } from './people/session-tag.ts';
import { type Visitor, checkRight, sessionOf } from './people/visitor.ts';
import { belowBase, outsideBase } from './place/base-path.ts';
import { type Place, noPlace } from './place/config-place.ts';
import { type Summarise, createSummary, isSummary } from './place/summary.ts';
import { type PlainAnswer, type PlainRequest, toResponse, withHeader } from './plain-answer.ts';
import { createRedactor } from './redact.ts';
import { type ErrorAnswer, Refusal, describeFailure, errorAnswer } from './refusal.ts';
import { readRequestBody } from './request-body.ts';
import { answerSession, isSession } from './session-answer.ts';
import { staticFiles } from './static-files.ts';
import { apiQuery, parseTarget } from './target.ts';

const tagHeader = sessionHeader.toLowerCase();
const defaultLimits: Limits = { readMs: 30_000, writeMs: 60_000, requestBytes: 2 ** 20, answerBytes: 2 ** 28 };

/** What is told of every answered request. Holds no body, header, token, path or query value, so it may be kept anywhere. */
export type LogEntry = {
  readonly method: string;
  /** "page" for documents and files, "summary" for counts of the proxy's own, null for what is no call of the table. */
  readonly endpoint: EndpointName | 'page' | 'summary' | null;
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
  /** What the credential is known to be let at by now, which the page is told too. */
  readonly rights?: () => Rights;
  /** The per-launch token that writes must carry; null when none is needed. */
  readonly token: string | null;
  /** Absolute folder of the built client; null when something else serves it. */
  readonly assets: string | null;
  /** Where the console stands; by default at the top of the loopback address. */
  readonly place?: Place;
  /** Counts for `/api/summary`; without it there is none. `now` is the time to judge at, in milliseconds since 1970. */
  readonly summary?: { readonly summarise: Summarise; readonly now: () => number };
  /** Who makes a request, and what they may do; without it, everybody is nobody and may do everything. */
  readonly people?: People;
  /** Where every write leaves a line. */
  readonly audit?: AuditLog;
  readonly log: (entry: LogEntry) => void;
  readonly limits?: Partial<Limits>;
};

export type Proxy = {
  /** Answers what came over a wire. */
  readonly answer: (request: PlainRequest, arrival: Arrival) => Promise<PlainAnswer>;
  /** The same for a Request that came over none. */
  readonly fetch: (request: Request, arrival?: Arrival) => Promise<Response>;
  /** True when the built client can be served, or something else serves it. */
  readonly assetsLoaded: () => Promise<boolean>;
};

/**
 * Serves the console and forwards the calls of the contract's table, and nothing else, with the key added.
 * Neither `answer` nor `fetch` rejects: every refusal and failure is an error answer `{ message, code, requestId }`.
 */
export function createProxy(options: ProxyOptions): Proxy {
  const limits = { ...defaultLimits, ...options.limits };
  const redact = createRedactor(() => apiSecrets(options.upstream));
  const callUpstream = createCallUpstream(options.upstream, limits, redact);
  const listWrites = createListWrites(callUpstream);
  const { tailnet } = options;
  const summary = options.summary && createSummary({ ...options.summary, callUpstream, tailnet });
  // Monotonic, so that a clock set back keeps no answer too long.
  const idempotency = createIdempotency(() => performance.now());
  const place = options.place ?? noPlace;
  const checkHost = createHostCheck(place.origins);
  const people = options.people ?? nobody;
  const audit = createAudit(
    options.audit === undefined
      ? null
      : { log: options.audit, callUpstream, redact: (text) => redact.text(text), now: () => Date.now() },
  );
  const rightsNow = () => {
    const rights = options.rights?.() ?? {};
    return Object.keys(rights).length === 0 ? undefined : rights;
  };
  const sessionNow = (rights = rightsNow()): Session =>
    rights === undefined ? options.session : { ...options.session, rights };
  const tagOf = createTags();
  const files = options.assets === null ? undefined : staticFiles(options.assets, tagged(options.session), place);

  async function answerFile(
    { method }: PlainRequest,
    arrival: Arrival,
    call: Call,
    below?: string,
  ): Promise<PlainAnswer> {
    call.endpoint = 'page';
    const target = parseTarget(below ?? arrival.target);
    const own = checkHost(arrival.rawHeaders, arrival.localPort);
    if (below === undefined) return outsideBase(method, arrival.target, place.basePath, documentHeaders);
    if (files === undefined) throw new Refusal('unknown_endpoint');
    // Assets hold nothing of a tailnet and are anybody's; a document says who reads it.
    const ownSession = async () => tagged(sessionOf(sessionNow(), await people.admit(arrival)));
    const isOwn = people.haveNames || rightsNow() !== undefined;
    return files.serve({ method, target, rawHeaders: arrival.rawHeaders, own }, isOwn ? ownSession : undefined);
  }

  /** The checks in their order, then the call; nothing is sent upstream before the last check has passed. */
  async function answerApi(request: PlainRequest, arrival: Arrival, call: Call): Promise<PlainAnswer> {
    const { rawHeaders } = arrival;
    const target = parseTarget(arrival.target);
    const own = checkHost(rawHeaders, arrival.localPort);
    const visitor = await people.admit(arrival);
    const session = () => tagged(sessionOf(sessionNow(), visitor));
    // The first call of all may bring the scopes of the credential, which its own answer then tells of.
    call.tag = () => tagOf(visitor, rightsNow(), session);
    if (summary !== undefined && isSummary(target)) {
      call.endpoint = 'summary';
      checkOrigin(rawHeaders, own, false);
      return summary(request.method, target, rawHeaders, call.requestId);
    }
    if (isSession(target)) {
      checkOrigin(rawHeaders, own, false);
      const asked = { method: request.method, rawHeaders, requestId: call.requestId };
      return answerSession({ ...asked, token: options.token, session: session() });
    }
    const { name, parameters } = findEndpoint(request.method, target.segments, tailnet);
    call.endpoint = name;
    const endpoint: Endpoint = endpoints[name];
    const query = apiQuery(target.query, endpoint.query);
    checkOrigin(rawHeaders, own, endpoint.writes !== false);
    const onRequestId = (id: string) => {
      call.requestId = id;
    };
    const upstreamCall: UpstreamCall = { name, parameters, query, client: arrival.client, onRequestId };
    if (endpoint.writes !== false) return answerWrite(request, arrival, visitor, upstreamCall, call);
    if (announcesBody(rawHeaders)) throw new Refusal('invalid_body', 'This call takes no request body.');
    return answerOf(callUpstream(upstreamCall), call, (body) => bodyFor(visitor, name, body));
  }

  /** From here on everything that is refused leaves a line too, as somebody who is known has asked for it. */
  async function answerWrite(
    request: PlainRequest,
    { rawHeaders, client }: Arrival,
    visitor: Visitor,
    { name, parameters, ...upstreamCall }: UpstreamCall,
    call: Call,
  ): Promise<PlainAnswer> {
    if (options.token !== null) checkToken(rawHeaders, options.token);
    const requestId = () => call.requestId;
    const write = audit({ visitor, name, parameters, requestId, isGone: () => client.hasLeft });
    const endpoint: Endpoint = endpoints[name];
    let body: string | undefined;
    try {
      checkOwner(rawHeaders, call.tag?.());
      checkRight(visitor, endpoint);
      body = await requestBody(request, rawHeaders, endpoint);
      const key = idempotency.keyOf(rawHeaders);
      const ifMatch = listAspects[name] ? listWrites.precondition(rawHeaders) : undefined;
      await write.ready();
      const fingerprint = JSON.stringify([visitor.person?.id, name, parameters, body ?? null, ifMatch ?? null]);
      const once = idempotency.once(key, fingerprint, () => {
        const carriedOut = write.carryOut({ name, parameters, body, ...upstreamCall }, (sent, watch) =>
          ifMatch === undefined ? callUpstream(sent) : listWrites.write(sent, ifMatch, watch),
        );
        return answerOf(carriedOut, call);
      });
      return await once;
    } catch (error) {
      await write.refused(describeFailure(error), body);
      throw error;
    }
  }

  async function requestBody(request: PlainRequest, rawHeaders: readonly string[], endpoint: Endpoint) {
    if (announcesBody(rawHeaders) || endpoint.method !== 'DELETE') checkContentType(rawHeaders);
    return readRequestBody(request, rawHeaders, endpoint.body, limits.requestBytes);
  }

  async function logged(
    { method }: PlainRequest,
    { client }: Arrival,
    answer: (call: Call) => Promise<PlainAnswer>,
    refused: (failure: ErrorAnswer, requestId: string) => PlainAnswer,
  ): Promise<PlainAnswer> {
    const started = performance.now();
    const call: Call = { endpoint: null, requestId: randomUUID(), code: null };
    const response = await answer(call).catch((error: unknown) => {
      const failure = describeFailure(error);
      call.code = failure.code;
      return refused(failure, call.requestId);
    });
    options.log({
      method,
      endpoint: call.endpoint,
      requestId: call.requestId,
      code: call.code,
      status: response.status,
      ms: Math.round(performance.now() - started),
      clientGone: client.hasLeft,
    });
    if (call.tag === undefined) return response;
    return withHeader(response, tagHeader, call.tag());
  }

  const answer: Proxy['answer'] = (request, arrival) => {
    const target = belowBase(arrival.target, place.basePath);
    return target !== undefined && /^\/api(?![^/?])/i.test(target)
      ? logged(
          request,
          arrival,
          (call) => answerApi(request, target === arrival.target ? arrival : { ...arrival, target }, call),
          (failure, requestId) => errorAnswer(failure, requestId, apiHeaders),
        )
      : logged(
          request,
          arrival,
          (call) => answerFile(request, arrival, call, target),
          (failure, requestId) =>
            refusalPage(failure, requestId, arrival.rawHeaders, place, target) ??
            errorAnswer(failure, requestId, documentHeaders),
        );
  };
  return {
    answer,
    fetch: async (request, arrival = arrivalOf(request)) => toResponse(await answer(request, arrival)),
    assetsLoaded: async () => files === undefined || files.load(),
  };
}
