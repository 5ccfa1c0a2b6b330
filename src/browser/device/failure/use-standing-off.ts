import { rightsWords } from '#contract/role.ts';
import type { Aspect } from '#browser/changes/change.ts';
import { useMissingRight } from './use-missing-right.ts';
import { useStandingRefusal } from './use-standing-refusal.ts';

/**
 * Changes that are off, since the server plainly refused one of their kind or as the credential lacks the right to them:
 * why, as a sentence, and the way to ask all the same.
 */
export type StandingOff = { readonly reason: string | undefined; readonly askAgain: () => void };

/** What is off of an aspect for everybody, and why; `deed` says what that is: "change tags". */
export function useStandingOff(aspect: Aspect, deed: string): StandingOff {
  const [refusal, askAgain] = useStandingRefusal((entry) => entry.aspect === aspect);
  const [missing, forgive] = useMissingRight(aspect, deed);
  return {
    reason: refusal === undefined ? missing : standingReason(refusal, deed),
    askAgain: () => {
      askAgain();
      forgive();
    },
  };
}

/** "The key that Tailboard uses may not change tags (403)."; a plan that leaves something out is told apart. */
export function standingReason(
  { status, message = '' }: { readonly status: number | undefined; readonly message?: string | undefined },
  deed: string,
): string {
  if (isRights(message)) return message;
  if (isPlan(status, message)) return `The plan of this tailnet does not let anybody ${deed} (${status}).`;
  return `The key that Tailboard uses may not ${deed} (${status}).`;
}

/** Our own no, to who signed in with too few rights or has lost some; it has nothing to do with the key. */
export function isRights(message: string): boolean {
  return Object.values<string>(rightsWords).includes(message);
}

/** "feature not available on current billing plan"; some servers answer 402 (https://tailscale.com/pricing). */
export function isPlan(status: number | undefined, message: string): boolean {
  return status === 402 || (status === 403 && /\bplan\b/i.test(message));
}
