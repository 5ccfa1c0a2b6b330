import type { ChangeError } from '#browser/changes/send-change.ts';
import type { NewInvite } from './sharing.schema.ts';

/**
 * Invites that were asked for and whose answer was lost. `known` are the ids that there were before, so that the list
 * tells, whenever it is read, which of the wanted ones have come about after all.
 */
export class LostInvitesError extends Error {
  readonly loss: ChangeError;
  readonly wanted: readonly NewInvite[];
  readonly known: ReadonlySet<string>;

  constructor(loss: ChangeError, wanted: readonly NewInvite[], known: ReadonlySet<string>) {
    super(loss.message, { cause: loss });
    this.name = 'LostInvitesError';
    this.loss = loss;
    this.wanted = wanted;
    this.known = known;
  }
}
