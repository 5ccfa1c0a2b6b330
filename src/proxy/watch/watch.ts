import { randomUUID } from 'node:crypto';
import { arrivalOf } from '#proxy/arrival.ts';
import type { UpstreamFetch } from '#proxy/forward.ts';
import { createHostCheck } from '#proxy/gate.ts';
import { apiHeaders } from '#proxy/headers.ts';
import { type PlainAnswer, toResponse } from '#proxy/plain-answer.ts';
import type { LogEntry, Proxy } from '#proxy/proxy.ts';
import { Refusal, describeFailure, errorAnswer } from '#proxy/refusal.ts';
import { parseTarget } from '#proxy/target.ts';
import { type HealthAnswer, answerHealth } from './health.ts';
import { type Log, type LogOptions, createLog } from './log.ts';
import type { Metrics } from './metrics.ts';
import { observeUpstream } from './observe-upstream.ts';
import { type ReadinessOptions, createReadiness } from './readiness.ts';

export type WatchOptions = Omit<ReadinessOptions, 'now'> & {
  readonly log: LogOptions;
  /** What counts for Prometheus, where somebody may ask for it. */
  readonly metrics: Metrics | undefined;
};

export type Watch = {
  readonly log: Log;
  readonly metrics: Metrics | undefined;
  /** Takes what the proxy and its listener tell of each request. */
  readonly request: (entry: LogEntry) => void;
  /** The same `fetch` to the API, watched. */
  readonly upstream: (fetch: UpstreamFetch) => UpstreamFetch;
  /** The same proxy, which also answers /healthz and /readyz, at the top of this machine's address and of `origins`. */
  readonly around: (proxy: Proxy, origins: readonly string[]) => Proxy;
  /** Undefined for a path that says nothing of health. */
  readonly health: (path: string) => Promise<HealthAnswer | undefined>;
  /** From now on /readyz says "draining". */
  readonly drain: () => void;
  /** How many writes are under way, those of clients that have gone among them. */
  readonly writes: () => number;
  /** Resolves when no write is under way. */
  readonly writesDone: () => Promise<void>;
};

/** Sees everything that passes through a proxy, for the log, for Prometheus and for orchestrators. */
export function createWatch({ log: logOptions, metrics, assets, probe }: WatchOptions): Watch {
  const log = createLog(logOptions);
  const readiness = createReadiness({ now: () => performance.now(), assets, probe });
  let writes = 0;
  let waiting: (() => void)[] = [];

  const health: Watch['health'] = (path) => answerHealth(path, readiness);

  const counted = async (method: string, answer: () => Promise<PlainAnswer>): Promise<PlainAnswer> => {
    const isWrite = method !== 'GET' && method !== 'HEAD';
    const kind = isWrite ? 'write' : 'read';
    metrics?.underWay(kind, 1);
    if (isWrite) writes += 1;
    try {
      return await answer();
    } finally {
      metrics?.underWay(kind, -1);
      if (isWrite) writes -= 1;
      if (writes === 0) {
        for (const done of waiting) done();
        waiting = [];
      }
    }
  };

  return {
    log,
    metrics,
    request: (entry) => {
      log.request(entry);
      metrics?.request(entry);
    },
    upstream: (fetch) =>
      observeUpstream(fetch, (seen) => {
        readiness.observe(seen);
        metrics?.upstream(seen);
      }),
    around: (proxy, origins) => {
      const checkHost = createHostCheck(origins);
      const answer: Proxy['answer'] = async (request, arrival) => {
        if (!/^\/(healthz|readyz)(?![^?])/.test(arrival.target)) {
          return counted(request.method, () => proxy.answer(request, arrival));
        }
        try {
          const path = `/${parseTarget(arrival.target).segments.join('/')}`;
          checkHost(arrival.rawHeaders, arrival.localPort);
          if (request.method !== 'GET' && request.method !== 'HEAD') {
            throw new Refusal('method_not_allowed', undefined, { allow: 'GET, HEAD' });
          }
          const told = await health(path);
          if (told === undefined) throw new Refusal('unknown_endpoint');
          const body = Buffer.from(JSON.stringify(told.body));
          const type = { 'content-type': 'application/json; charset=utf-8', 'content-length': String(body.length) };
          return { status: told.status, headers: { ...apiHeaders, ...type }, body };
        } catch (error) {
          return errorAnswer(describeFailure(error), randomUUID(), apiHeaders);
        }
      };
      return {
        ...proxy,
        answer,
        fetch: async (request, arrival = arrivalOf(request)) => toResponse(await answer(request, arrival)),
      };
    },
    health,
    drain: readiness.drain,
    writes: () => writes,
    writesDone: () => (writes === 0 ? Promise.resolve() : new Promise((done) => waiting.push(done))),
  };
}
