import { type Session, tokenHeader } from '#contract/session.ts';
import { checkToken } from './gate.ts';
import { apiHeaders, headerLines } from './headers.ts';
import type { PlainAnswer } from './plain-answer.ts';
import { Refusal } from './refusal.ts';
import type { Target } from './target.ts';

/** True for the address where a page asks whether it is signed in. */
export function isSession({ segments }: Target): boolean {
  return segments.length === 2 && segments[0] === 'api' && segments[1] === 'session';
}

/**
 * Answers `GET /api/session` with what the document tells this visitor; the API is not asked. Refuses a token that is not
 * of this start; without one there is nothing to refuse, as one may look without. Throws Refusal.
 */
export function answerSession(request: {
  method: string;
  rawHeaders: readonly string[];
  /** The token of this start; null when none is needed. */
  token: string | null;
  session: Session;
  requestId: string;
}): PlainAnswer {
  const { method, rawHeaders, token, session, requestId } = request;
  if (method !== 'GET') throw new Refusal('method_not_allowed', undefined, { allow: 'GET' });
  if (token !== null && headerLines(rawHeaders, tokenHeader.toLowerCase()).length > 0) checkToken(rawHeaders, token);
  const body = Buffer.from(JSON.stringify(session));
  const length = String(body.length);
  const own = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': length,
    'x-request-id': requestId,
  };
  return { status: 200, headers: { ...apiHeaders, ...own }, body };
}
