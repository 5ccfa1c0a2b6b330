import { ApiError } from '#browser/api/api-error.ts';
import { ChangeError } from '#browser/changes/send-change.ts';
import { personRefusedWords } from '#contract/session.ts';
import { formatSpan } from '#browser/device/moment.ts';
import { isRights } from './use-standing-off.ts';
import { WriteError } from './write-error.ts';

/** A change that did not come about, for a person: what is the case, what follows, and the server's own words. */
export type FailureWords = {
  readonly title: string;
  readonly body: string;
  /** Verbatim, or undefined when the server said nothing of its own. */
  readonly quote: string | undefined;
  readonly requestId: string | undefined;
  /** True when a later reading showed that it did come about. */
  readonly isApplied?: boolean;
};

/**
 * What became of a change that failed. `action` completes "refused to": "turn key expiry off". `scope` is what a key
 * needs to be allowed it: "change keys".
 */
export function changeFailureWords(error: Error, action: string, scope: string): FailureWords {
  if (error instanceof WriteError && error.outcome === 'not-kept')
    return {
      title: `The server agreed to ${action}, but does not show it.`,
      body: 'What it shows now stands here.',
      quote: undefined,
      requestId: undefined,
    };
  if (error instanceof WriteError && error.outcome === 'not-read')
    return {
      title: `The server agreed to ${action}.`,
      body: 'It could not be read since, so what stands here may be from before.',
      quote: undefined,
      requestId: undefined,
      isApplied: true,
    };
  const reason = error instanceof ChangeError || error instanceof WriteError ? error.reason : error;
  if (!(reason instanceof ApiError))
    return {
      title: `This page could not ${action}.`,
      body: 'It made a mistake.',
      quote: undefined,
      requestId: undefined,
    };
  const told = { quote: quoteOf(reason), requestId: reason.requestId };
  const status = reason.status === 0 ? '' : ` (${reason.status})`;
  if (!(error instanceof ChangeError))
    return {
      ...told,
      title: `Tailboard did not ${action}${status}.`,
      body: `The device could not be read first, so nothing was sent. ${wayOut(reason, scope)}`.trim(),
    };
  switch (error.outcome) {
    case 'refused':
      if (reason.kind === 'login')
        return {
          title: `Tailboard did not ${action}: the session had ended.`,
          body: 'Nothing was changed. It is sent again only when you ask for it.',
          quote: undefined,
          requestId: reason.requestId,
        };
      // Not the server's: a picture is taken of a real tailnet, and the person was asked.
      if (reason.code === 'capture_mode')
        return { title: `Tailboard did not ${action}.`, body: reason.message, quote: undefined, requestId: undefined };
      return { ...told, title: `The server refused to ${action}${status}.`, body: wayOut(reason, scope) };
    case 'not-applied':
      return {
        ...told,
        title: lossTitle(reason, action, status),
        body: 'It was not applied: reading the device again shows it as before.',
      };
    case 'unknown':
      return {
        ...told,
        title: lossTitle(reason, action, status),
        body: 'It may or may not have been applied: the device could not be read again to find out.',
      };
    case 'applied':
      return {
        ...told,
        title: lossTitle(reason, action, status),
        body: 'It was applied all the same: reading the device again shows it.',
        isApplied: true,
      };
    default:
      return error.outcome satisfies never;
  }
}

function lossTitle(reason: ApiError, action: string, status: string): string {
  if (reason.kind === 'offline') return `The connection was lost on the way to ${action}.`;
  if (reason.kind === 'unreachable') return `Tailboard did not answer when asked to ${action}.`;
  if (reason.kind === 'unexpected' || reason.code === 'upstream_bad_response')
    return `The server's answer was damaged when asked to ${action}${status}.`;
  if (reason.status === 504) return `The server did not answer in time when asked to ${action} (504).`;
  return `The server failed to ${action}${status}.`;
}

function wayOut(reason: ApiError, scope: string): string {
  switch (reason.kind) {
    case 'forbidden':
      // Who lost rights reads so in the quote; no key and no scope mends it.
      if (isRights(reason.message)) return '';
      return `The key that Tailboard uses may not ${scope}. Its role or scopes decide that.`;
    case 'missing':
      return 'The device is gone, or belongs to another tailnet.';
    case 'unsupported':
      return 'This server does not offer it.';
    case 'slow-down':
      return reason.retryAfter === undefined ? 'Wait a little.' : `Wait ${formatSpan(reason.retryAfter)}.`;
    case 'login':
      return 'The session had ended.';
    case 'key-refused':
      // The quote names it. Nothing else goes with that token.
      if (reason.message === personRefusedWords)
        return 'Ask whoever runs Tailboard to replace this token. All but creating and mailing invites works on.';
      return 'Ask whoever runs Tailboard to replace its Tailscale key.';
    case 'offline':
      return 'You are offline.';
    case 'unreachable':
      return 'Check that Tailboard is still running.';
    case 'unexpected':
    case 'invalid':
    case 'server':
      return '';
    default:
      return reason.kind satisfies never;
  }
}

/** Words that the client made up itself are no quote. */
function quoteOf(reason: ApiError): string | undefined {
  if (reason.status === 0 || reason.kind === 'unexpected') return undefined;
  return reason.message || undefined;
}
