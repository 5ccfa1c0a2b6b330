import { readBytes } from './read-bytes.ts';
import { Refusal } from './refusal.ts';

/** An answer of the API with its whole body, decoded. `status` is 0 for a redirect that fetch kept to itself. */
export type UpstreamAnswer = { readonly status: number; readonly headers: HeaderLookup; readonly body: Buffer };

/** The value of a header whatever the case of its name, that of several lines with commas between; null without one. */
export type HeaderLookup = { readonly get: (name: string) => string | null };

/** A request to the API as it is sent. */
export type UpstreamRequest = {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** An answer whose body is still to be read. A Response is one of these. */
export type UpstreamResponse = {
  readonly status: number;
  readonly headers: HeaderLookup;
  readonly body: AsyncIterable<Uint8Array> | null;
};

/** Makes one request. No Request and no Response, because making both costs more than all the rest of a small call. */
export type UpstreamFetch = (request: UpstreamRequest, signal: AbortSignal) => Promise<UpstreamResponse>;

export type Forwarding = {
  readonly fetch: UpstreamFetch;
  readonly request: UpstreamRequest;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** Ends the call early; null for a write, which is never broken off because its caller left. */
  readonly clientSignal: AbortSignal | null;
  readonly onHeaders: (headers: HeaderLookup) => void;
};

/**
 * Makes one call to the API, exactly once, and resolves with the whole answer. Rejects with a Refusal:
 * `upstream_timeout`, `upstream_unavailable` (nobody there), `upstream_too_large` or `upstream_bad_response` (cut off).
 */
export function forward(call: Forwarding): Promise<UpstreamAnswer> {
  const controller = new AbortController();
  const leave = () => controller.abort();
  if (call.clientSignal?.aborted) leave();
  call.clientSignal?.addEventListener('abort', leave);
  let timer: NodeJS.Timeout | undefined;
  // Raced, and not only aborted: an upstream within this process need not listen to its signal.
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Refusal('upstream_timeout'));
      controller.abort();
    }, call.timeoutMs);
  });
  const settled = Promise.race([exchange(call, controller.signal), late]).catch((error: unknown) => {
    // What is not read to its end would hold its connection.
    controller.abort();
    throw error;
  });
  return settled.finally(() => {
    clearTimeout(timer);
    call.clientSignal?.removeEventListener('abort', leave);
  });
}

async function exchange(call: Forwarding, signal: AbortSignal): Promise<UpstreamAnswer> {
  const response = await call.fetch(call.request, signal).catch((error: unknown) => {
    throw error instanceof Refusal ? error : new Refusal(failureBeforeAnswer(error));
  });
  call.onHeaders(response.headers);
  const announced = Number(response.headers.get('content-length'));
  if (announced > call.maxBytes) throw new Refusal('upstream_too_large');
  const body = await readBytes(response.body, call.maxBytes).catch(() => {
    throw new Refusal('upstream_bad_response');
  });
  if (body === undefined) throw new Refusal('upstream_too_large');
  return { status: response.status, headers: response.headers, body };
}

/** Where a connection came about and then broke, somebody is there who answers badly; otherwise nobody is there. */
function failureBeforeAnswer(error: unknown): 'upstream_bad_response' | 'upstream_timeout' | 'upstream_unavailable' {
  const code = codeOf(error) ?? (error instanceof Error ? codeOf(error.cause) : undefined) ?? '';
  if (/TIMEOUT|TIMEDOUT/.test(code)) return 'upstream_timeout';
  return /^(UND_ERR_SOCKET|ECONNRESET|EPIPE|HPE_)/.test(code) ? 'upstream_bad_response' : 'upstream_unavailable';
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
