import type { Entry } from '#browser/changes/change.ts';
import { approvalAction } from './actions/approval.ts';
import { deleteAction } from './actions/delete.ts';
import { expireKeyAction } from './actions/expire-key.ts';
import { keyExpiryAction } from './actions/key-expiry.ts';
import { type KnownAttributes, postureAction } from './actions/posture.ts';
import { routesAction } from './actions/routes.ts';
import { tagsAction } from './actions/tags.ts';
import { undoAction } from './actions/undo.ts';
import type { BulkAction } from './bulk-action.ts';
import type { BulkWish } from './wish.ts';

/**
 * How a wish is carried out, one file for each aspect; undefined while the wish is not whole: no tag is named yet, the
 * attribute is not filled in, or the entry to undo is no longer in the log. `known` are the attributes that were read.
 */
export function actionOf(
  wish: BulkWish,
  entries: readonly Entry[],
  known: KnownAttributes = () => undefined,
): BulkAction | undefined {
  switch (wish.kind) {
    case 'tags':
      return wish.add.length + wish.remove.length === 0 ? undefined : tagsAction(wish);
    case 'routes':
      return routesAction(wish);
    case 'key-expiry':
      return keyExpiryAction(wish);
    case 'approval':
      return approvalAction(wish);
    case 'expire-key':
      return expireKeyAction();
    case 'delete':
      return deleteAction();
    case 'posture':
      return wish.intent === undefined ? undefined : postureAction(wish.intent, known);
    case 'undo': {
      const entry = entries.find(({ id }) => id === wish.entryId);
      return entry && undoAction(entry);
    }
    default:
      return wish satisfies never;
  }
}
