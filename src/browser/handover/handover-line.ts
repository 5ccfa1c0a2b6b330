import type { Change } from '#browser/changes/change.ts';
import { type Step, stepOf } from '#browser/changes/hand-off/step.ts';
import type { PostureIntent } from '#browser/device/posture/posture.schema.ts';
import type { RoutesIntent } from '#browser/device/subnet-routes/subnet-routes.schema.ts';
import type { TagsIntent } from '#browser/device/tags/tags.schema.ts';
import type { EndpointName } from '#contract/endpoints.ts';

/** What one line sends, for the mutation of its panel. */
export type Deed =
  | { readonly kind: 'tags'; readonly intent: TagsIntent }
  | { readonly kind: 'key-expiry'; readonly intent: { readonly keyExpiryDisabled: boolean } }
  | { readonly kind: 'posture'; readonly intent: PostureIntent }
  | { readonly kind: 'routes'; readonly intent: RoutesIntent }
  | { readonly kind: 'approval'; readonly intent: { readonly authorized: boolean } }
  | { readonly kind: 'name'; readonly intent: { readonly name: string } }
  | { readonly kind: 'ipv4'; readonly intent: { readonly ipv4: string } }
  | { readonly kind: 'delete' };

/**
 * Where a line stands by what the server says now: it is to be sent, it is so already, it cannot be (and the hand-over
 * goes on without it), or somebody else changed it since it was reviewed (and the hand-over asks).
 */
export type Verdict =
  | { readonly kind: 'change'; readonly deed: Deed; readonly step: Step; readonly note: string | undefined }
  | { readonly kind: 'so-already'; readonly words: string }
  | { readonly kind: 'cannot'; readonly reason: string }
  | { readonly kind: 'conflict'; readonly words: string };

/** One line of a hand-over: one request at most. */
export type Line = {
  readonly id: string;
  /** Lines with the same choice are left out together: a name is freed and taken, or neither. */
  readonly choice: string;
  /** On which device. */
  readonly on: 'old' | 'new';
  readonly title: string;
  readonly verdict: Verdict;
  /** True when the person took it out. */
  readonly isLeftOut: boolean;
};

/** A line to be sent. */
export function toSend<N extends EndpointName>(deed: Deed, change: Change<N>, note?: string): Verdict {
  return { kind: 'change', deed, step: stepOf(change), note };
}

export function soAlready(words: string): Verdict {
  return { kind: 'so-already', words };
}

export function cannot(reason: string): Verdict {
  return { kind: 'cannot', reason };
}

/** The words are what the server has now, without a full stop: "Now tag:web". */
export function conflict(now: string): Verdict {
  return { kind: 'conflict', words: `Someone else changed it since the review. ${now}.` };
}

/** The lines that are still to be sent, in order. */
export function pendingLines(lines: readonly Line[]): readonly Line[] {
  return lines.filter(({ verdict, isLeftOut }) => verdict.kind === 'change' && !isLeftOut);
}
