/**
 * Why an answer is not there, by what a person can do about it:
 * offline (the browser has no network), unreachable (Tailboard itself does not answer), slow-down (429), key-refused
 * (upstream refused the server's key), login (the start-up link is needed), forbidden, missing (404), unsupported (501),
 * invalid (400 and the like: what was sent), unexpected (an answer of another shape), server (5xx).
 */
export type ApiErrorKind =
  | 'offline'
  | 'unreachable'
  | 'slow-down'
  | 'key-refused'
  | 'login'
  | 'forbidden'
  | 'missing'
  | 'unsupported'
  | 'invalid'
  | 'unexpected'
  | 'server';

/** What went wrong with one call, ready to be shown: every failure of the client is one of these. */
export class ApiError extends Error {
  readonly kind: ApiErrorKind;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly code: string | undefined;
  readonly requestId: string | undefined;
  /** Milliseconds to wait before asking again, where the server said so. */
  readonly retryAfter: number | undefined;
  /** With 412: the list as the server has it now. */
  readonly current: readonly string[] | undefined;

  constructor(
    message: string,
    details: {
      kind: ApiErrorKind;
      status?: number;
      code?: string | undefined;
      requestId?: string | undefined;
      retryAfter?: number | undefined;
      current?: readonly string[] | undefined;
      cause?: unknown;
    },
  ) {
    super(message, { cause: details.cause });
    this.name = 'ApiError';
    this.kind = details.kind;
    this.status = details.status ?? 0;
    this.code = details.code;
    this.requestId = details.requestId;
    this.retryAfter = details.retryAfter;
    this.current = details.current;
  }
}

/** The kind of failure that a status and the proxy's error code stand for. */
export function kindOf(status: number, code: string | undefined): ApiErrorKind {
  if (code === 'upstream_auth_failed') return 'key-refused';
  if (status === 401) return 'login';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'missing';
  if (status === 429) return 'slow-down';
  if (status === 501) return 'unsupported';
  if (status >= 500) return 'server';
  return 'invalid';
}
