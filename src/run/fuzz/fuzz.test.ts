import process from 'node:process';
import { expect, test } from 'vitest';
import { fuzz } from './fuzz-run.ts';

const seconds = 20;
/** Another one each day, so that the checks of a year look at more than those of a day; a failure names it. */
const seed = Number(process.env['TAILBOARD_FUZZ_SEED'] ?? Math.floor(Date.now() / 86_400_000));

test(
  'whatever is sent, the API hears calls of the table with our key or nothing, and every answer is one of ours',
  async () => {
    const { sent, heard, statuses, finding } = await fuzz({ seed, seconds });
    expect(finding, `npm run fuzz -- --seed ${seed} --only ${finding?.number}`).toBeUndefined();
    // Neither all nor nothing got through, or it would have shown little.
    expect(sent).toBeGreaterThan(200);
    expect(heard).toBeGreaterThan(sent);
    expect(Object.keys(statuses)).toEqual(expect.arrayContaining(['200', '400', '401', '403', '404', '415']));
  },
  // The one test whose time is its subject.
  (seconds + 40) * 1000,
);
