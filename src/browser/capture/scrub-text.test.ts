import { expect, test } from 'vitest';
import { createScrubber } from './scrub-text.ts';

const known = {
  kinds: new Set(['people', 'addresses', 'tailnet', 'names'] as const),
  user: () => 'user-0001@masked',
  address: () => '250.64.0.1',
  nodeId: () => 'nMasked0001CNTRL',
};

function scrubberOf(...learnt: readonly (readonly [real: string, alias: string])[]) {
  const scrubber = createScrubber();
  for (const [real, alias] of learnt) scrubber.learn(real, alias);
  return (text: string) => scrubber.scrub(text, known);
}

test('a name that begins with another one is taken as a whole, whichever was met first', () => {
  const pair = [
    ['edge', 'device-01'],
    ['edge-fra', 'device-02'],
  ] as const;
  for (const learnt of [pair, pair.toReversed()])
    expect(scrubberOf(...learnt)('Edge-FRA and EDGE, hedged')).toBe('device-02 and device-01, hdevice-01d');
});

test('a name of few letters is replaced only where it is a word', () => {
  const scrub = scrubberOf(['db', 'device-01'], ['ab', 'device-02'], ['abc', 'device-03']);
  expect(scrub('db and feedback of ab')).toBe('device-01 and feedback of device-02');
});

test('letters that grow in lower case keep their places, and so does what stands behind them', () => {
  const scrub = scrubberOf(['İstanbul', 'device-01'], ['مكتب-٧', 'device-02']);
  expect(scrub('İİ İSTANBUL, مكتب-٧ alice@example.com')).toBe('İİ device-01, device-02 user-0001@masked');
});
