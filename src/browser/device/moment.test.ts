import { describe, expect, test } from 'vitest';
import {
  formatAgo,
  formatDay,
  formatDaysUntil,
  formatDistance,
  formatDue,
  formatExact,
  formatIn,
  formatPast,
  formatSpan,
  readDate,
} from './moment.ts';

const now = Date.parse('2026-11-21T17:12:00Z');

describe('a date of the API', () => {
  test.each([undefined, null, '', '0001-01-01T00:00:00Z', 'soon'])('%j is no date', (text) => {
    expect(readDate(text)).toBeUndefined();
  });
  test('keeps fractional seconds out of the way', () => {
    expect(readDate('2026-11-21T17:12:00.123456Z')).toBe(now + 123);
  });
});

describe('a time in words', () => {
  test.each([
    [12_000, '12 s'],
    [48 * 60_000, '48 min'],
    [3 * 3_600_000, '3 h'],
    [3.2 * 86_400_000, '3 d'],
    [-5, '0 s'],
  ])('%d ms is %s', (span, words) => {
    expect(formatSpan(span)).toBe(words);
  });
  test('is relative up to 90 days, then a date', () => {
    expect(formatAgo(now - 41 * 86_400_000, now)).toBe('41 d ago');
    expect(formatAgo(Date.parse('2026-03-08T10:00:00Z'), now)).toBe('8 Mar');
    expect(formatAgo(Date.parse('2024-03-08T10:00:00Z'), now)).toBe('8 Mar 2024');
  });
  test('has months of three letters, September too', () => {
    expect(formatExact(Date.parse('2026-09-29T08:00:00Z'))).toBe('29 Sep 2026, 08:00 UTC');
    expect(formatDay(Date.parse('2026-09-29T08:00:00Z'), now)).toBe('29 Sep');
  });
  test('is counted in days of the calendar', () => {
    expect(formatDaysUntil(Date.parse('2027-05-30T05:00:00Z'), now)).toBe('190 days');
    expect(formatDaysUntil(Date.parse('2026-11-22T23:00:00Z'), now)).toBe('1 day');
    expect(formatDaysUntil(Date.parse('2026-11-22T05:00:00Z'), now)).toBe('11 h');
  });
  test('has its exact form in UTC', () => {
    expect(formatExact(now)).toBe('21 Nov 2026, 17:12 UTC');
  });
});

test('in pictures, which are looked at for years, each distance is the moment that it leads to', () => {
  const [soon, later, past] = [now + 5 * 3_600_000, now + 72 * 3_600_000, now - 4.4 * 86_400_000];
  const words = (at: number) => [
    formatAgo(past, at),
    formatAgo(Date.parse('2024-03-08T10:00:00Z'), at),
    formatPast(past, at),
    formatIn(soon, at),
    formatIn(later, at),
    formatDue(later, at),
    `on a date${formatDistance(later, at)}`,
  ];
  expect(words(now)).toEqual([
    '4 d ago',
    '8 Mar 2024',
    '4 d ago',
    'in 5 h',
    'in 3 d',
    'in 3 days',
    'on a date, in 3 days',
  ]);
  expect(words(now + 0.5)).toEqual([
    '17 Nov, 07:36 UTC',
    '8 Mar 2024',
    '17 Nov',
    '21 Nov, 22:12 UTC',
    '24 Nov',
    '24 Nov',
    'on a date',
  ]);
});
