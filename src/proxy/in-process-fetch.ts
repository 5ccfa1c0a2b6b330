import type { UpstreamFetch, UpstreamResponse } from './forward.ts';

/** An upstream within this process that speaks the fetch API. */
export function inProcess(answer: (request: Request, signal: AbortSignal) => Promise<UpstreamResponse>): UpstreamFetch {
  return async ({ url, ...init }, signal) => answer(new Request(url, { ...init, redirect: 'manual', signal }), signal);
}
