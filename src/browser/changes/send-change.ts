import type { Answer, EndpointName } from '#contract/endpoints.ts';
import { ApiError } from '#browser/api/api-error.ts';
import type { Exchange, ExchangeResult } from '#browser/api/client.ts';
import type { ActivityLog } from './activity-log.ts';
import type { Change, Entry, Outcome } from './change.ts';
import { entryOf, wishOf } from './waiting.ts';

/** How a change ended that was not known to be applied when it ended. */
export type ChangeOutcome = Exclude<Outcome, 'waiting' | 'sending' | 'not-sent'>;

/**
 * A change that did not succeed: refused (the server said no), not-applied (the answer was lost, and reading again
 * shows the old value), unknown (it could not be read again either); applied only by a reading that came later.
 */
export class ChangeError extends Error {
  readonly outcome: ChangeOutcome;
  readonly reason: ApiError;
  /** Its entry in the log, which goes on learning. */
  readonly entryId: string;

  constructor(outcome: ChangeOutcome, reason: ApiError, entryId: string) {
    super(reason.message, { cause: reason });
    this.name = 'ChangeError';
    this.outcome = outcome;
    this.reason = reason;
    this.entryId = entryId;
  }
}

export type SendOptions = {
  /**
   * Asks whether the change is in effect after its answer was lost: true or false, or undefined when that cannot be
   * told. Never rejects.
   */
  readonly verify: () => Promise<boolean | undefined>;
  /** The entry of the log in which it waits already; a new one unless given. */
  readonly entryId?: string;
};

/**
 * Sends one change once, with a key that lets the proxy recognise a copy, and writes it into the log from the first
 * moment. Resolves with the answer, or with undefined when the answer was lost and the change turned out to be in
 * effect. Rejects with ChangeError.
 */
export type SendChange = <N extends EndpointName>(
  change: Change<N>,
  options: SendOptions,
) => Promise<ExchangeResult<Answer<N>> | undefined>;

/** The one way in which anything is changed. `now` and `newId` are given, so that a test decides them. */
export function createSendChange(world: {
  exchange: Exchange;
  log: ActivityLog;
  now: () => number;
  newId: () => string;
}): SendChange {
  const { exchange, log, now, newId } = world;
  return async (change, { verify, entryId }) => {
    const { call } = change;
    const id = entryId ?? newId();
    const startedAt = now();
    const entry = entryOf(wishOf(change), id, startedAt, 'sending');
    if (entryId === undefined) log.add(entry);
    else log.update(id, entry);
    const settle = (news: Partial<Entry>) => {
      log.update(id, { ...news, took: now() - startedAt });
      if (news.outcome === 'applied' && change.undoes !== undefined) log.update(change.undoes, { undoneAt: now() });
    };
    try {
      const result = await exchange(call.name, {
        parameters: call.parameters,
        idempotencyKey: id,
        ...(call.ifMatch === undefined ? {} : { ifMatch: call.ifMatch }),
        ...(call.body === undefined ? {} : { body: call.body }),
      });
      settle({ outcome: 'applied', status: result.status, requestId: result.requestId });
      return result;
    } catch (error) {
      const reason = apiErrorOf(error);
      const told = { status: reason.status || undefined, requestId: reason.requestId, message: reason.message };
      if (!isLost(reason)) {
        settle({ ...told, outcome: 'refused' });
        throw new ChangeError('refused', reason, id);
      }
      // One that rejects all the same must not leave the entry under way for ever.
      const isInEffect = await verify().catch(() => undefined);
      const outcome = isInEffect === undefined ? 'unknown' : isInEffect ? 'applied' : 'not-applied';
      settle({ ...told, outcome });
      if (outcome === 'applied') return undefined;
      throw new ChangeError(outcome, reason, id);
    }
  };
}

/** True when an error leaves open whether the server carried the request out. */
function isLost({ kind, status }: ApiError): boolean {
  // A sign-in page by the name of a success may have come in the place of the answer, or of the request.
  if (kind === 'login' && status === 200) return true;
  return kind === 'server' || kind === 'unreachable' || kind === 'offline' || kind === 'unexpected';
}

function apiErrorOf(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError('This page made a mistake.', { kind: 'unexpected', cause: error });
}
