import { createHash } from 'node:crypto';
import { idempotencyHeader } from '#contract/session.ts';
import { headerLines } from './headers.ts';
import type { PlainAnswer } from './plain-answer.ts';
import { Refusal } from './refusal.ts';

const keyForm = /^[A-Za-z0-9_-]{8,100}$/;
const keptMs = 10 * 60_000;
const mostKept = 10_000;
const mostBytes = 16 * 2 ** 20;
/** More than a key, a digest and the headers of an answer take. */
const bytesOfEach = 1536;

type Kept = {
  readonly at: number;
  readonly fingerprint: string;
  answer: Promise<PlainAnswer>;
  /** What it takes; null while the answer is under way, which is not forgotten. */
  size: number | null;
};

/**
 * Lets every write through once. A browser repeats a POST by itself when its connection breaks, and people press
 * buttons twice; a repeated key gets the first answer, also while that is still under way, and nothing is sent again.
 * Answers are kept for ten minutes, and fewer of them where they would take more than `most` bytes.
 */
export function createIdempotency(now: () => number, most = mostBytes) {
  const kept = new Map<string, Kept>();
  let bytes = 0;

  function forgetOld(): void {
    for (const [key, { at, size }] of kept) {
      if (now() - at <= keptMs && kept.size < mostKept && bytes <= most) return;
      if (size === null) continue;
      bytes -= size;
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

    /**
     * Does `work` once per key; the same key with another request is refused, as it would hide one of the two.
     * `request` is everything that tells a request from others; a digest of it is kept.
     */
    once(key: string, request: string, work: () => Promise<PlainAnswer>): Promise<PlainAnswer> {
      forgetOld();
      const fingerprint = createHash('sha256').update(request).digest('base64');
      const before = kept.get(key);
      if (before !== undefined) {
        if (before.fingerprint !== fingerprint) throw new Refusal('idempotency_key_reused');
        return before.answer;
      }
      const answer = work();
      const mine: Kept = { at: now(), fingerprint, answer, size: null };
      kept.set(key, mine);
      const settle = (length: number) => {
        mine.size = length + bytesOfEach;
        bytes += mine.size;
      };
      answer.then(
        (given) => {
          // A small Buffer is a part of 8 kB that Node shares out, all of which would be kept with it.
          mine.answer = Promise.resolve({ ...given, body: Buffer.alloc(given.body.length, given.body) });
          return settle(given.body.length);
        },
        () => settle(0),
      );
      return answer;
    },
  };
}
