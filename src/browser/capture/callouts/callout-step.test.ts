import { expect, test } from 'vitest';
import { stepMarkdown } from './callout-step.ts';

test('a step of a runbook says what its picture shows and what to do at each number', () => {
  const markdown = stepMarkdown({
    page: 'edge-fra-01',
    at: Date.parse('2026-11-21T17:12:00Z'),
    callouts: [
      { number: 1, text: 'Tick the prefix.', target: '10.0.0.0/16' },
      { number: 2, text: '', target: 'Save 1 change' },
    ],
  });
  expect(markdown.split('\n')).toEqual([
    '![Tailboard, edge-fra-01. 1: 10.0.0.0/16; 2: Save 1 change](tailboard-edge-fra-01.png)',
    '',
    '*edge-fra-01. Captured 21 Nov 2026, identities masked.*',
    '',
    '1. Tick the prefix.',
    '2. Save 1 change',
    '',
  ]);
  expect(stepMarkdown({ page: 'مرحبا', at: 0, callouts: [] })).toContain('(tailboard-page.png)');
});
