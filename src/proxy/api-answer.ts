import type { ProxyErrorCode } from '#contract/session.ts';
import type { UpstreamResult } from './call-upstream.ts';
import { entityTagHeader } from './entity-tags.ts';
import { apiHeaders } from './headers.ts';
import type { PlainAnswer } from './plain-answer.ts';
import type { LogEntry } from './proxy.ts';
import { describeFailure, errorParts } from './refusal.ts';

/** What becomes known about a request while it is handled. */
export type Call = {
  endpoint: LogEntry['endpoint'];
  requestId: string;
  code: ProxyErrorCode | null;
  /** Gives the tag of the session of whoever asks, once that is known, as it is when it is called. */
  tag?: () => string;
};

/**
 * The answer to the browser, as parts; failures are answers too, so that a repeated write gets the same one. `shown`
 * takes from a body what is not for everybody.
 */
export async function answerOf(
  result: Promise<UpstreamResult & { headers?: Readonly<Record<string, string>> }>,
  call: Call,
  shown: (body: Buffer) => Buffer = (body) => body,
): Promise<PlainAnswer> {
  try {
    const { judged, retryAfter, headers } = await result;
    if (judged.kind === 'error') {
      call.code = judged.status === 403 ? 'upstream_forbidden' : null;
      const extra = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
      const parts = errorParts({ ...judged, code: call.code, headers: extra }, call.requestId, apiHeaders);
      return { status: judged.status, ...parts };
    }
    const body = shown(judged.body);
    const own = {
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(body.length),
      'x-request-id': call.requestId,
    };
    const tag = headers ?? entityTagHeader(call.endpoint, judged.json);
    // Spreading all of them takes ten times as long, which is more than all checks of a request.
    return { status: judged.status, body, headers: Object.assign({}, apiHeaders, own, tag) };
  } catch (error) {
    const failure = describeFailure(error);
    call.code = failure.code;
    return { status: failure.status, ...errorParts(failure, call.requestId, apiHeaders) };
  }
}
