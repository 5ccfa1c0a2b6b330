import { type Device } from '#contract/device.ts';
import { type EndpointMatch, matchEndpoint } from '#contract/endpoint-path.ts';
import { type EndpointName, endpoints } from '#contract/endpoints.ts';
import { type Answer, nothing, respond } from './answer.ts';
import { demoTailnet } from './demo-tailnet.ts';
import { createDispatch, segmentsOf } from './dispatch.ts';
import { answerWithFault, createFaultQueue, type Fault, passingFaults, wait } from './faults.ts';
import { fleet } from './fleet.ts';
import { type OAuthServer, type OAuthSetup, createOAuthServer } from './oauth-server.ts';
import { createRandom, mix } from './random.ts';
import { rfc3339 } from './rfc3339.ts';
import { createTailnet, type Tailnet, type TailnetSeed } from './tailnet.ts';
import { tailnetOf } from './tailnet-seed.ts';

export type StandInOptions = {
  /** Milliseconds since 1970; a number is a clock that stands still. */
  readonly now: number | (() => number);
  /** Makes ids, keys and chance; the same seed gives the same bytes. */
  readonly seed?: number;
  /** A number invents a fleet of that size, an array is exactly these devices; without it the demo tailnet of 34. */
  readonly devices?: number | readonly Device[];
  readonly faults?: readonly Fault[];
  /** Milliseconds that every request waits. */
  readonly latencyMs?: number;
  /** The share of requests, 0 to 1, that fail with an error that may pass. */
  readonly faultRate?: number;
  /** The organisation's name, `example.com` by default; besides `-` and the tailnet's id the only one that is found. */
  readonly tailnet?: string;
  /** Answers 404 to a list with `fields=all` while devices are shared in, as the real one may do. */
  readonly fieldsAllFails?: boolean;
  /** How many requests the journal keeps. */
  readonly journalLength?: number;
  /** With it only tokens that this OAuth client was given are good, and invites are not made for them. */
  readonly oauth?: OAuthSetup;
};

/** One request as it came in. */
export type JournalEntry = {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly endpoint: EndpointName | undefined;
  /** 0 until it is answered, and for ever when no answer was sent. */
  readonly status: number;
  /** It was carried out, whatever was answered. */
  readonly done: boolean;
};

export type StandIn = {
  /** Answers as https://api.tailscale.com does, whatever the request's origin. Rejects only for a fault or an abort. */
  fetch(request: Request): Promise<Response>;
  readonly tailnet: Tailnet;
  /** Undefined unless an OAuth client was set up. */
  readonly oauth: OAuthServer | undefined;
  fail(fault: Fault): void;
  clearFaults(): void;
  /** The last requests, a thousand unless told otherwise, oldest first. */
  readonly journal: readonly JournalEntry[];
};

/** A tailnet behind Tailscale's REST API v2, in memory and without a network. Throws RangeError for an impossible fleet size. */
export function createStandIn(options: StandInOptions): StandIn {
  const { now, seed = 1, latencyMs = 0, faultRate = 0, journalLength = 1000 } = options;
  const clock = typeof now === 'number' ? () => now : now;
  const chance = createRandom(mix(seed, 0xfa17));
  const tailnet = createTailnet({
    name: options.tailnet ?? 'example.com',
    now: clock,
    random: createRandom(mix(seed, 0x7a11)),
    seed: contentsOf(options.devices, seed, clock()),
  });
  const oauth = options.oauth && createOAuthServer(options.oauth, clock, createRandom(mix(seed, 0x0a17)));
  const dispatch = createDispatch(tailnet, { fieldsAllFails: options.fieldsAllFails ?? false, oauth });
  const faults = createFaultQueue(options.faults ?? []);
  const journal: { -readonly [K in keyof JournalEntry]: JournalEntry[K] }[] = [];
  let requests = 0;

  const nextRequestId = (): string => {
    const time = rfc3339(clock()).replace(/\D/g, '');
    return `REQ-${time}${createRandom(mix(seed, ++requests)).hex(16)}`;
  };
  const takeFault = (match: EndpointMatch): Fault | undefined => {
    const found = match.kind === 'found' ? match : undefined;
    const asked = found?.parameters['deviceId'];
    const device = asked === undefined ? undefined : tailnet.store.find(asked);
    const ids = [asked, device?.nodeId, device?.id].filter((id) => typeof id === 'string');
    return faults.take(found?.name, ids) ?? (chance.next() < faultRate ? chance.pick(passingFaults) : undefined);
  };

  return {
    tailnet,
    oauth,
    journal,
    fail: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    async fetch(request) {
      const url = new URL(request.url);
      const segments = segmentsOf(url.pathname);
      const match: EndpointMatch =
        segments === undefined ? { kind: 'unknown' } : matchEndpoint(request.method, segments);
      const isTokenRequest = request.method === 'POST' && url.pathname === '/api/v2/oauth/token';
      const endpoint = match.kind === 'found' ? match.name : undefined;
      const entry: (typeof journal)[number] = {
        method: request.method,
        path: url.pathname + url.search,
        headers: Object.fromEntries(request.headers),
        body: null,
        endpoint,
        status: 0,
        done: false,
      };
      journal.push(entry);
      if (journal.length > journalLength) journal.shift();
      const requestId = nextRequestId();
      const fault = takeFault(match);
      if (request.body !== null) entry.body = await request.text();

      let answer: Answer | undefined;
      const answerNow = (): Answer =>
        isTokenRequest && oauth !== undefined
          ? oauth.token(entry.body ?? '')
          : dispatch({
              match,
              query: url.searchParams,
              authorization: request.headers.get('authorization'),
              accept: request.headers.get('accept') ?? '',
              body: entry.body,
            });
      const carryOut = (): Answer => {
        answer ??= answerNow();
        entry.done = answer.status < 400;
        return answer;
      };
      if (fault?.after) carryOut();
      const pause = latencyMs + (fault?.latencyMs ?? 0);
      if (pause > 0 || request.signal.aborted) await wait(pause, request.signal);
      const response =
        fault === undefined
          ? respond(carryOut(), requestId)
          : await answerWithFault(fault, leavesUndone(fault, endpoint) ? nothing : carryOut, requestId, request.signal);
      entry.status = response.status;
      return response;
    },
  };
}

/** Half an answer to a write is half of the usual `null`; the write itself happens only where the fault says so. */
function leavesUndone(fault: Fault, endpoint: EndpointName | undefined): boolean {
  const isHalf = 'cut' in fault || 'truncated' in fault;
  return isHalf && !fault.after && endpoint !== undefined && endpoints[endpoint].writes !== false;
}

function contentsOf(devices: StandInOptions['devices'], seed: number, now: number): TailnetSeed {
  if (devices === undefined) return demoTailnet(now);
  return typeof devices === 'number' ? fleet(devices, seed, now) : tailnetOf(devices, now);
}
