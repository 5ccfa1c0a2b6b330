import { rightsWords } from '#contract/role.ts';
import { errorHeader, type ProxyErrorCode } from '#contract/session.ts';
import type { PlainAnswer } from './plain-answer.ts';

/** Status and sentence of every refusal that the proxy makes itself; no sentence ever quotes what was sent. */
const refusals = {
  bad_request_target: [400, 'The request path is not allowed.'],
  unknown_endpoint: [404, 'There is nothing at this address.'],
  method_not_allowed: [405, 'This address does not take that method.'],
  host_not_allowed: [403, "This address is not one of the console's names."],
  cross_origin_blocked: [403, 'The request came from another site.'],
  login_required: [401, 'Open the link printed at start-up.'],
  identity_missing: [401, 'The console does not know who you are. Open it through the sign-in of your organisation.'],
  identity_unavailable: [503, 'The keys that prove who you are cannot be read.'],
  no_role: [403, 'Your account may not use this console.'],
  read_only: [403, rightsWords.viewer],
  admin_required: [403, rightsWords.operator],
  session_changed: [409, 'Somebody else is signed in by now than when this page was opened, so nothing is changed.'],
  audit_unavailable: [503, 'The audit log cannot be written, so nothing is changed.'],
  unsupported_media_type: [415, 'The request body must be sent as application/json.'],
  invalid_body: [400, 'The request body is not valid.'],
  body_too_large: [413, 'The request body is too large.'],
  idempotency_key_required: [400, 'A write needs one Idempotency-Key.'],
  idempotency_key_reused: [422, 'This Idempotency-Key belongs to another request.'],
  precondition_required: [428, 'Replacing a list needs the If-Match of the list that was seen.'],
  precondition_failed: [412, 'The list has changed since it was read.'],
  headers_too_large: [431, 'The request has too many headers.'],
  request_timeout: [408, 'The request took too long to arrive.'],
  upstream_redirect: [502, 'The API answered with a redirect, which is not followed.'],
  upstream_bad_response: [502, 'The API answered with something that is not complete JSON.'],
  upstream_too_large: [502, 'The answer of the API is too large.'],
  upstream_auth_failed: [502, "The API refused the server's Tailscale key."],
  upstream_forbidden: [403, "The server's Tailscale key may not do this."],
  upstream_unavailable: [503, 'The API cannot be reached.'],
  upstream_timeout: [504, 'The API did not answer in time.'],
  internal_error: [500, 'The proxy failed while it handled this request.'],
} as const satisfies Record<ProxyErrorCode, readonly [status: number, message: string]>;

/** Thrown wherever a request or an answer is refused; `createProxy` turns it into the error answer. */
export class Refusal extends Error {
  readonly code: ProxyErrorCode;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Further members of the error body. */
  readonly details: Readonly<Record<string, unknown>>;
  constructor(
    code: ProxyErrorCode,
    message?: string,
    headers: Readonly<Record<string, string>> = {},
    details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message ?? refusals[code][1]);
    this.details = details;
    this.code = code;
    this.status = refusals[code][0];
    this.headers = headers;
  }
}

/** What an error answer says; `code` is null for errors that the API itself made. */
export type ErrorAnswer = {
  readonly status: number;
  readonly code: ProxyErrorCode | null;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly details?: Readonly<Record<string, unknown>>;
};

/** What to answer after any exception. Only a Refusal has words for people; others may quote a key or a body. */
export function describeFailure(error: unknown): ErrorAnswer {
  if (error instanceof Refusal) return error;
  return { code: 'internal_error', status: refusals.internal_error[0], message: refusals.internal_error[1] };
}

/** Body and headers of an error answer; `base` are the security headers of its kind of address. */
export function errorParts(
  answer: ErrorAnswer,
  requestId: string,
  base: Readonly<Record<string, string>>,
): { body: Buffer; headers: Record<string, string> } {
  const { code, message } = answer;
  const told = code === null ? { message, requestId } : { message, code, requestId };
  const body = Buffer.from(JSON.stringify({ ...told, ...answer.details }));
  const headers = {
    ...base,
    ...answer.headers,
    'cache-control': 'no-store',
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(body.length),
    'x-request-id': requestId,
    ...(code === null ? {} : { [errorHeader.toLowerCase()]: code }),
  };
  return { body, headers };
}

/** The whole error answer. */
export function errorAnswer(
  answer: ErrorAnswer,
  requestId: string,
  base: Readonly<Record<string, string>>,
): PlainAnswer {
  return { status: answer.status, ...errorParts(answer, requestId, base) };
}
