import type { Leaving } from './leaving.ts';
import type { UpstreamFetch, UpstreamResponse } from './forward.ts';

/** An upstream within this process that speaks the fetch API. */
export function inProcess(answer: (request: Request, signal: AbortSignal) => Promise<UpstreamResponse>): UpstreamFetch {
  return async ({ origin, path, method, headers, body }, waiting) => {
    const { signal, abort } = abortedBy(waiting);
    if (waiting.hasLeft) abort();
    const init = { method, headers, redirect: 'manual', signal, ...(body === undefined ? {} : { body }) } as const;
    return answer(new Request(origin + path, init), signal);
  };
}

function abortedBy(waiting: Leaving) {
  const controller = new AbortController();
  const abort = () => controller.abort();
  waiting.onLeave = abort;
  return { signal: controller.signal, abort };
}
