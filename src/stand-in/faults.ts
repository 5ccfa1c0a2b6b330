import { type EndpointName } from '#contract/endpoints.ts';
import { type Answer, bodyParts, refusal, respond } from './answer.ts';

type Scope = {
  /** Only this call; without it every call. */
  readonly endpoint?: EndpointName;
  /** Only this device, by the id that the request names it with, or by its other id. */
  readonly deviceId?: string;
  /** How many requests it befalls, 1 by default; Infinity for all. */
  readonly times?: number;
  /** How many matching requests pass before it begins. */
  readonly skip?: number;
  /** Milliseconds to wait before answering. */
  readonly latencyMs?: number;
  /** The call is carried out before it fails: a timeout after the fact. */
  readonly after?: true;
};

/** What goes wrong for the next matching requests; with nothing but `latencyMs` the answer is only late. */
export type Fault = Scope &
  (
    | { readonly status: number; readonly message?: string; readonly headers?: Readonly<Record<string, string>> }
    | { readonly html: string; readonly status?: number }
    | { readonly json: unknown }
    | { readonly raw: string; readonly contentType?: string }
    /** The full length is announced, then the body breaks off half way. */
    | { readonly cut: true }
    /** A complete answer whose JSON is cut in half. */
    | { readonly truncated: true }
    /** No answer until the request is aborted. */
    | { readonly hang: true }
    /** The connection is lost: fetch rejects with a TypeError. */
    | { readonly drop: true }
    | { readonly redirect: string; readonly status?: 302 | 307 }
    | { readonly latencyMs: number }
  );

/** The API's example texts for failures without a sentence of their own (https://tailscale.com/api). */
const sentences: Readonly<Record<number, string>> = {
  401: 'API token invalid',
  403: 'calling actor does not have enough permissions to perform this function',
  404: 'no manageable device matching this ID found',
  429: 'too many requests',
  500: 'internal server error',
  502: 'bad gateway',
  504: 'request took too long to process, please try again later',
};

/** Faults that happen by themselves when a rate is set; any of them may pass on a second try. */
export const passingFaults: readonly Fault[] = [
  { status: 500 },
  { status: 502 },
  { status: 504 },
  { status: 429, headers: { 'retry-after': '5' } },
];

export type FaultQueue = {
  add(fault: Fault): void;
  clear(): void;
  /** The first fault that matches and is due; it is used up by one. */
  take(endpoint: EndpointName | undefined, deviceIds: readonly string[]): Fault | undefined;
};

export function createFaultQueue(faults: readonly Fault[]): FaultQueue {
  const queue: { readonly fault: Fault; skip: number; times: number }[] = [];
  const add = (fault: Fault) => queue.push({ fault, skip: fault.skip ?? 0, times: fault.times ?? 1 });
  for (const fault of faults) add(fault);
  return {
    add,
    clear: () => queue.splice(0),
    take(endpoint, deviceIds) {
      for (const entry of queue) {
        const { fault } = entry;
        if (fault.endpoint !== undefined && fault.endpoint !== endpoint) continue;
        if (fault.deviceId !== undefined && !deviceIds.includes(fault.deviceId)) continue;
        if (entry.times <= 0) continue;
        if (entry.skip > 0) {
          entry.skip--;
          continue;
        }
        entry.times--;
        return fault;
      }
      return undefined;
    },
  };
}

/** Waits; rejects with the signal's reason when the request is aborted meanwhile. Without a time it waits for that alone. */
export function wait(milliseconds: number | undefined, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason instanceof Error ? signal.reason : new DOMException('Aborted', 'AbortError'));
    };
    const timer = milliseconds === undefined ? undefined : setTimeout(finish, milliseconds);
    function finish() {
      signal.removeEventListener('abort', abort);
      resolve();
    }
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}

/** Answers with the fault. `usual` carries the call out and gives what would have been answered. */
export async function answerWithFault(
  fault: Fault,
  usual: () => Answer,
  requestId: string,
  signal: AbortSignal,
): Promise<Response> {
  if ('html' in fault) return respond(text(fault.status ?? 200, fault.html, 'text/html; charset=utf-8'), requestId);
  if ('json' in fault) return respond(text(200, JSON.stringify(fault.json) ?? '', 'application/json'), requestId);
  if ('raw' in fault) return respond(text(200, fault.raw, fault.contentType ?? 'application/json'), requestId);
  if ('redirect' in fault) {
    return respond({ status: fault.status ?? 302, body: null, headers: { location: fault.redirect } }, requestId);
  }
  if ('status' in fault) {
    const message = fault.message ?? sentences[fault.status] ?? `HTTP ${fault.status}`;
    return respond(refusal(fault.status, message, fault.headers), requestId);
  }
  if ('hang' in fault) {
    await wait(undefined, signal);
  }
  if ('drop' in fault) throw new TypeError('fetch failed');
  if ('truncated' in fault) {
    const answer = usual();
    return respond({ ...answer, body: [firstHalf(answer)] }, requestId);
  }
  return 'cut' in fault ? cutOff(usual(), requestId) : respond(usual(), requestId);
}

function text(status: number, body: string, type: string): Answer {
  return { status, body, headers: { 'content-type': type } };
}

function firstHalf(answer: Answer): Uint8Array {
  const parts = bodyParts(answer);
  const length = parts.reduce((sum, part) => sum + part.byteLength, 0);
  const half = new Uint8Array(Math.ceil(length / 2));
  let filled = 0;
  for (const part of parts) {
    const room = part.subarray(0, half.byteLength - filled);
    half.set(room, filled);
    filled += room.byteLength;
  }
  return half;
}

function cutOff(answer: Answer, requestId: string): Response {
  const whole = respond(answer, requestId);
  const half = firstHalf(answer);
  let sent = false;
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (sent) controller.error(new TypeError('terminated'));
        else controller.enqueue(half);
        sent = true;
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(stream, { status: whole.status, headers: whole.headers });
}
