import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new per-launch token: 32 random bytes as base64url, 43 characters. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** True when both are equal, in a time that says nothing about where they differ (equal-length digests are compared). */
export function sameToken(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
