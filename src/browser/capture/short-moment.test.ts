import { expect, test } from 'vitest';
import { shortMoment } from './short-moment.ts';

test('a moment has room in a column, and what is no moment stays', () => {
  expect(shortMoment('21 Nov, 16:24 UTC')).toBe('21 Nov 16:24');
  expect(shortMoment('Added 2 Jan, 16:24 UTC')).toBe('Added 2 Jan');
  expect(shortMoment('8 Mar')).toBe('8 Mar');
  expect(shortMoment('Offline, 21 Nov, 16:24 UTC')).toBe('Offline, 21 Nov, 16:24 UTC');
});
