import type { UpstreamFetch, UpstreamRequest } from '#proxy/forward.ts';

/** One request to the API as it went: to which row of the table, or for an OAuth token, and what came of it. */
export type UpstreamObservation = {
  readonly endpoint: UpstreamRequest['endpoint'];
  /** Undefined where no answer came. */
  readonly status: number | undefined;
  /** Until the headers of the answer, in seconds of a clock that only grows. */
  readonly seconds: number;
};

/** The same `fetch`, which tells what became of each request when its headers have come, or will not come. */
export function observeUpstream(fetch: UpstreamFetch, observe: (seen: UpstreamObservation) => void): UpstreamFetch {
  return async (request, waiting) => {
    const { endpoint } = request;
    const started = performance.now();
    let status: number | undefined;
    try {
      const response = await fetch(request, waiting);
      status = response.status;
      return response;
    } finally {
      observe({ endpoint, status, seconds: (performance.now() - started) / 1000 });
    }
  };
}
