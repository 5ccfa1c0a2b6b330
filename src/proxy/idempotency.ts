import { idempotencyHeader } from '#contract/session.ts';
import { headerLines } from './headers.ts';
import type { PlainAnswer } from './plain-answer.ts';
import { Refusal } from './refusal.ts';

const keyForm = /^[A-Za-z0-9_-]{8,100}$/;
const keptMs = 10 * 60_000;
const mostKept = 10_000;

/**
 * Lets every write through once. A browser repeats a POST by itself when its connection breaks, and people press
 * buttons twice; a repeated key gets the first answer, also while that is still under way, and nothing is sent again.
 */
export function createIdempotency(now: () => number) {
  const kept = new Map<string, { at: number; fingerprint: string; answer: Promise<PlainAnswer> }>();

  function forgetOld(): void {
    for (const [key, { at }] of kept) {
      if (now() - at <= keptMs && kept.size < mostKept) return;
      kept.delete(key);
    }
  }

  return {
    /** The key of a write; throws `idempotency_key_required` without exactly one of the expected form. */
    keyOf(rawHeaders: readonly string[]): string {
      const [key, ...more] = headerLines(rawHeaders, idempotencyHeader.toLowerCase());
      if (key === undefined || more.length > 0 || !keyForm.test(key)) throw new Refusal('idempotency_key_required');
      return key;
    },

    /** Does `work` once per key; the same key with another request is refused, as it would hide one of the two. */
    once(key: string, fingerprint: string, work: () => Promise<PlainAnswer>): Promise<PlainAnswer> {
      forgetOld();
      const before = kept.get(key);
      if (before !== undefined) {
        if (before.fingerprint !== fingerprint) throw new Refusal('idempotency_key_reused');
        return before.answer;
      }
      const answer = work();
      kept.set(key, { at: now(), fingerprint, answer });
      return answer;
    },
  };
}
