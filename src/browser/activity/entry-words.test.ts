import { logEntry } from '#browser/changes/testing/log-entry.ts';
import { expect, test } from 'vitest';
import { failureWords, titleOf } from './entry-words.ts';

test('what did not come about is not told as if it had', () => {
  const told = (title: string) => titleOf(logEntry('1', { title, outcome: 'refused' }));
  expect(told('Tags changed')).toBe('Tags not changed');
  expect(told('Key expiry turned off')).toBe('Key expiry not turned off');
  expect(told('2 invites created')).toBe('2 invites not created');
  expect(told('Name reset to the OS host name')).toBe('Name not reset to the OS host name');
  expect(titleOf(logEntry('1', { outcome: 'not-applied' }))).toBe('Routes not changed');
  expect(titleOf(logEntry('1', { outcome: 'not-sent' }))).toBe('Routes not changed');
  expect(titleOf(logEntry('1', { outcome: 'unknown' }))).toBe('Routes changed');
  expect(titleOf(logEntry('1'))).toBe('Routes changed');
});

test('what was never sent says why', () => {
  const left = logEntry('1', { outcome: 'not-sent', status: undefined, took: undefined });
  expect(failureWords(left)).toBe('The page was left before it was sent.');
  expect(failureWords({ ...left, took: 0 })).toBe('It could not be read first, so nothing was sent.');
});
