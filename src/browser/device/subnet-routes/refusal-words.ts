import type { ApiError } from '#browser/api/api-error.ts';
import { ChangeError } from '#browser/changes/send-change.ts';
import { formatSpan } from '#browser/device/moment.ts';
import { listed } from '#browser/device/listed.ts';
import { RoutesWriteError } from './routes-write-error.ts';
import { type RouteChange, type RoutesIntent, changesOf } from './subnet-routes.schema.ts';

/** A failed write for a person: what is the case, what follows, and the server's own words. */
export type RefusalWords = {
  readonly title: string;
  readonly body: string;
  /** Verbatim, or undefined when the server said nothing of its own. */
  readonly quote: string | undefined;
  readonly requestId: string | undefined;
  /** True when a later reading showed that it did come about. */
  readonly isApplied?: boolean;
};

/** "approve 10.0.0.0/16 and withdraw the exit node". */
export function actionWords(intent: RoutesIntent): string {
  const changes = changesOf(intent);
  const side = (kind: RouteChange['kind']) => {
    const names = changes.filter((change) => change.kind === kind).map(nameOf);
    return names.length === 0 ? [] : [`${kind} ${listed(names)}`];
  };
  return [...side('approve'), ...side('withdraw')].join(' and ');
}

/** "10.0.0.0/16 approved, the exit node withdrawn". */
export function resultWords(intent: RoutesIntent): string {
  const changes = changesOf(intent);
  const side = (kind: RouteChange['kind'], done: string) => {
    const names = changes.filter((change) => change.kind === kind).map(nameOf);
    return names.length === 0 ? [] : [`${listed(names)} ${done}`];
  };
  return [...side('approve', 'approved'), ...side('withdraw', 'withdrawn')].join(', ');
}

function nameOf(change: RouteChange): string {
  return change.isExitNode ? 'the exit node' : change.prefix;
}

/** What became of an intent that did not succeed. */
export function refusalWords(intent: RoutesIntent, error: Error): RefusalWords {
  const action = actionWords(intent);
  if (!(error instanceof RoutesWriteError) && !(error instanceof ChangeError))
    return {
      title: `This page could not ${action}.`,
      body: 'It made a mistake.',
      quote: undefined,
      requestId: undefined,
    };
  const { outcome, reason } = error;
  const told = { quote: quoteOf(reason), requestId: reason?.requestId };
  const way = reason === undefined ? '' : wayOut(reason);
  const status = reason === undefined || reason.status === 0 ? '' : ` (${reason.status})`;
  switch (outcome) {
    case 'refused':
      return { ...told, title: `The server refused to ${action}${status}.`, body: way };
    case 'not-sent':
      return {
        ...told,
        title: `Tailboard did not ${action}${status}.`,
        body: `The routes could not be read first, so nothing was sent. ${way}`.trim(),
      };
    case 'not-applied':
      return {
        ...told,
        title: lossTitle(reason, action, status),
        body: 'It was not applied: reading the routes again shows them as before.',
      };
    case 'unknown':
      return {
        ...told,
        title: lossTitle(reason, action, status),
        body: 'It may or may not have been applied: the routes could not be read again to find out.',
      };
    case 'applied':
      return {
        ...told,
        title: lossTitle(reason, action, status),
        body: 'It was applied all the same: reading the routes again shows it.',
        isApplied: true,
      };
    case 'changed-since':
      return {
        ...told,
        title: `Tailboard did not ${action}.`,
        body: 'Someone else changed the routes meanwhile, so nothing was sent.',
      };
    case 'not-kept':
      return {
        ...told,
        title: `The server agreed to ${action}, but does not show it.`,
        body: 'What it shows now stands here. The policy file may approve routes by itself.',
      };
    default:
      return outcome satisfies never;
  }
}

function lossTitle(reason: ApiError | undefined, action: string, status: string): string {
  const isDamaged = reason?.kind === 'unexpected' || reason?.code === 'upstream_bad_response';
  if (reason?.kind === 'offline') return `The connection was lost on the way to ${action}.`;
  if (reason?.kind === 'unreachable') return `Tailboard did not answer when asked to ${action}.`;
  if (isDamaged) return `The server's answer was damaged when asked to ${action}${status}.`;
  if (reason?.status === 504) return `The server did not answer in time when asked to ${action} (504).`;
  return `The server failed to ${action}${status}.`;
}

function wayOut(reason: ApiError): string {
  switch (reason.kind) {
    case 'forbidden':
      return 'The key that Tailboard uses may not change routes. Its role or scopes decide that.';
    case 'missing':
      return 'The device is gone, or belongs to another tailnet.';
    case 'unsupported':
      return 'This server does not offer it.';
    case 'slow-down':
      return reason.retryAfter === undefined ? 'Wait a little.' : `Wait ${formatSpan(reason.retryAfter)}.`;
    case 'login':
      return 'Open the link printed at start-up to make changes.';
    case 'key-refused':
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
function quoteOf(reason: ApiError | undefined): string | undefined {
  if (reason === undefined || reason.status === 0 || reason.kind === 'unexpected') return undefined;
  return reason.message || undefined;
}
