import { beforeEach, expect, vi } from 'vitest';

// A warning that nobody reads is a defect that nobody sees, so it fails the test that caused it.
beforeEach((context) => {
  const noise: unknown[][] = [];
  vi.spyOn(console, 'error').mockImplementation((...words: unknown[]) => void noise.push(words));
  vi.spyOn(console, 'warn').mockImplementation((...words: unknown[]) => void noise.push(words));
  context.onTestFinished(() => {
    vi.restoreAllMocks();
    expect(noise, 'printed to the console').toEqual([]);
  });
});
