import { logEntry } from '#browser/changes/testing/log-entry.ts';
import { expect, test } from 'vitest';
import { titleOf } from './entry-words.ts';

test('what did not come about is not told as if it had', () => {
  const told = (title: string) => titleOf(logEntry('1', { title, outcome: 'refused' }));
  expect(told('Tags changed')).toBe('Tags not changed');
  expect(told('Key expiry turned off')).toBe('Key expiry not turned off');
  expect(told('2 invites created')).toBe('2 invites not created');
  expect(told('Name reset to the OS host name')).toBe('Name not reset to the OS host name');
  expect(titleOf(logEntry('1', { outcome: 'not-applied' }))).toBe('Routes not changed');
  expect(titleOf(logEntry('1', { outcome: 'unknown' }))).toBe('Routes changed');
  expect(titleOf(logEntry('1'))).toBe('Routes changed');
});
