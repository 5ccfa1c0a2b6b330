import process from 'node:process';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { LogEntry } from '#proxy/proxy.ts';
import type { UpstreamObservation } from './observe-upstream.ts';

export type Metrics = {
  readonly contentType: string;
  readonly text: () => Promise<string>;
  readonly request: (entry: LogEntry) => void;
  readonly upstream: (seen: UpstreamObservation) => void;
  /** One request more (1) or less (-1) under way. */
  readonly underWay: (kind: 'read' | 'write', change: 1 | -1) => void;
};

/** How long what was seen waits to be counted, where nobody asks for the counts before. */
const countAfterMs = 20;

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/**
 * Counts for Prometheus, in a registry of their own. Labels are names of the contract's table, classes of statuses and
 * codes of ours: nothing that a client or a tailnet chooses, so that their number is bounded. `ofProcess` adds memory,
 * processor time, garbage collection and delays of the event loop.
 */
export function createMetrics({ version, ofProcess }: { version: string; ofProcess: boolean }): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (ofProcess) collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'tailboard_build_info',
    help: 'Always 1; the labels say what runs.',
    labelNames: ['version', 'node'],
    registers,
  }).set({ version, node: process.version }, 1);
  const requests = new Counter({
    name: 'tailboard_requests_total',
    help: 'Answered requests, by call of the API ("page" for files, "none" for what is no call) and class of status.',
    labelNames: ['endpoint', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'tailboard_request_seconds',
    help: 'Seconds from a request of the API to its answer.',
    labelNames: ['endpoint'],
    buckets: seconds,
    registers,
  });
  const refusals = new Counter({
    name: 'tailboard_refusals_total',
    help: "Requests that were answered with an error of Tailboard's own, by its code.",
    labelNames: ['code'],
    registers,
  });
  const waiting = { read: 0, write: 0 };
  const inFlight = new Gauge({
    name: 'tailboard_requests_in_flight',
    help: 'Requests that wait for their answer.',
    labelNames: ['kind'],
    registers,
  });
  const upstream = new Histogram({
    name: 'tailboard_upstream_seconds',
    help: 'Seconds until the API answered, by call and class of status ("none" where no answer came).',
    labelNames: ['endpoint', 'status'],
    buckets: seconds,
    registers,
  });
  const limited = new Counter({
    name: 'tailboard_upstream_rate_limited_total',
    help: 'Answers 429 of the API.',
    registers,
  });
  const tokens = new Counter({
    name: 'tailboard_token_requests_total',
    help: 'Access tokens asked for with the OAuth client.',
    labelNames: ['outcome'],
    registers,
  });

  const countRequest = ({ endpoint, status, code, ms }: LogEntry) => {
    requests.inc({ endpoint: endpoint ?? 'none', status: classOf(status) });
    if (endpoint !== null && endpoint !== 'page') durations.observe({ endpoint }, ms / 1000);
    if (code !== null) refusals.inc({ code });
  };
  const countUpstream = ({ endpoint, status, seconds: taken }: UpstreamObservation) => {
    if (endpoint === 'oauthToken') tokens.inc({ outcome: status === 200 ? 'granted' : 'failed' });
    else upstream.observe({ endpoint, status: classOf(status) }, taken);
    if (status === 429) limited.inc();
  };

  // Many at once and later, as nobody should wait for that, nor for the processor while it is done.
  let seen: (() => void)[] = [];
  const count = () => {
    const all = seen;
    seen = [];
    for (const each of all) each();
  };
  const later = (work: () => void) => {
    if (seen.push(work) === 1) setTimeout(count, countAfterMs).unref();
  };

  return {
    contentType: registry.contentType,
    text: () => {
      count();
      for (const kind of ['read', 'write'] as const) inFlight.set({ kind }, waiting[kind]);
      return registry.metrics();
    },
    request: (entry) => later(() => countRequest(entry)),
    upstream: (observation) => later(() => countUpstream(observation)),
    underWay: (kind, change) => {
      waiting[kind] += change;
    },
  };
}

function classOf(status: number | undefined): string {
  return status === undefined ? 'none' : `${Math.floor(status / 100)}xx`;
}
