import type { PostureIntent } from '#browser/device/posture/posture.schema.ts';

/**
 * What a person wants of many devices at once. Lists are never wanted whole: tags and routes are added and taken away.
 * "all" routes are those that wait for approval, or those that are approved. `undo` takes an entry of the log back on
 * every device where it is in effect.
 */
export type BulkWish =
  | { readonly kind: 'tags'; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly kind: 'routes'; readonly isApproval: boolean; readonly prefixes: readonly string[] | 'all' }
  | { readonly kind: 'key-expiry'; readonly keyExpiryDisabled: boolean }
  | { readonly kind: 'approval'; readonly authorized: boolean }
  | { readonly kind: 'expire-key' }
  | { readonly kind: 'delete' }
  /** `intent` is undefined while its form is not filled in; its `base` does not count. */
  | { readonly kind: 'posture'; readonly isDeletion: boolean; readonly intent: PostureIntent | undefined }
  | { readonly kind: 'undo'; readonly entryId: string };
