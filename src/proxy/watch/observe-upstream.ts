import { matchEndpoint } from '#contract/endpoint-path.ts';
import type { EndpointName } from '#contract/endpoints.ts';
import type { UpstreamFetch, UpstreamRequest } from '#proxy/forward.ts';

/** One request to the API as it went: to which row of the table, or for an OAuth token, and what came of it. */
export type UpstreamObservation = {
  readonly endpoint: EndpointName | 'oauthToken' | 'other';
  /** Undefined where no answer came. */
  readonly status: number | undefined;
  /** Until the headers of the answer, in seconds of a clock that only grows. */
  readonly seconds: number;
};

/** The same `fetch`, which tells what became of each request when its headers have come, or will not come. */
export function observeUpstream(fetch: UpstreamFetch, observe: (seen: UpstreamObservation) => void): UpstreamFetch {
  return async (request, signal) => {
    const endpoint = endpointOf(request);
    const started = performance.now();
    let status: number | undefined;
    try {
      const response = await fetch(request, signal);
      status = response.status;
      return response;
    } finally {
      observe({ endpoint, status, seconds: (performance.now() - started) / 1000 });
    }
  };
}

/** The proxy wrote this URL itself, so it is taken apart without suspicion. */
function endpointOf({ method, url }: UpstreamRequest): UpstreamObservation['endpoint'] {
  const path = /^https?:\/\/[^/]+\/api\/v2\/([^?]*)/.exec(url)?.[1] ?? '';
  if (path === 'oauth/token') return 'oauthToken';
  const match = matchEndpoint(method, path.split('/').map(decodeURIComponent));
  return match.kind === 'found' ? match.name : 'other';
}
