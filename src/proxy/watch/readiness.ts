import type { UpstreamObservation } from './observe-upstream.ts';

/** Why the console should not be sent people; null when it should. */
export type NotReady = 'draining' | 'assets_missing' | 'credential_refused' | 'api_not_heard' | null;

export type Readiness = {
  readonly observe: (seen: UpstreamObservation) => void;
  /** The state by now. Where it has to be asked, the API is asked once for everybody, and seldom. */
  readonly check: () => Promise<NotReady>;
  /** From now on the answer is "draining". */
  readonly drain: () => void;
};

export type ReadinessOptions = {
  /** Milliseconds that only ever grow. */
  readonly now: () => number;
  /** True when the built page can be served. */
  readonly assets: () => Promise<boolean>;
  /** One small call with the credential, which comes back through `observe`; may reject. */
  readonly probe: () => Promise<unknown>;
};

/** An answer of the API stands for the credential this long; so does every answer that somebody's work has brought. */
const staleMs = 60_000;
/** The least time between two questions that nobody's work has asked. */
const pauseMs = 10_000;
/** An orchestrator gives a probe a second. */
const patienceMs = 700;

/**
 * Knows from the answers that pass by whether the credential is good. An API that is down or slow is no reason to take
 * the console away, which has words for that; a credential that is refused, or was never heard to be good, is one.
 */
export function createReadiness({ now, assets, probe }: ReadinessOptions): Readiness {
  let credential: 'unknown' | 'good' | 'refused' = 'unknown';
  let heardAt = Number.NEGATIVE_INFINITY;
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<unknown> | undefined;
  let draining = false;

  const ask = () => {
    if (asking === undefined && now() - askedAt >= pauseMs) {
      askedAt = now();
      asking = probe()
        .catch(() => undefined)
        .finally(() => (asking = undefined));
    }
    return asking;
  };

  return {
    observe: ({ endpoint, status }) => {
      if (status === undefined || status >= 500 || status === 429) return;
      const isRefused = status === 401 || (endpoint === 'oauthToken' && status >= 400);
      // A new token is good when the API has taken it.
      if (endpoint === 'oauthToken' && !isRefused) return;
      credential = isRefused ? 'refused' : 'good';
      heardAt = now();
    },
    check: async () => {
      if (draining) return 'draining';
      if (!(await assets())) return 'assets_missing';
      const isStale = credential !== 'good' || now() - heardAt > staleMs;
      const asked = isStale ? ask() : undefined;
      if (asked !== undefined && credential === 'unknown') await Promise.race([asked, pause(patienceMs)]);
      return draining ? 'draining' : reasons[credential];
    },
    drain: () => {
      draining = true;
    },
  };
}

const reasons = { unknown: 'api_not_heard', good: null, refused: 'credential_refused' } as const;

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms).unref());
}
