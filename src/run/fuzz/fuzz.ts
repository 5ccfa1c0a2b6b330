import process from 'node:process';
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz-run.ts';

// npm run fuzz -- --seconds 600 --seed 7; with --only, the one message that a failure has named.
const { values } = parseArgs({
  options: { seconds: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string' } },
});
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const only = values.only === undefined ? {} : { only: Number(values.only) };
const { sent, heard, statuses, finding } = await fuzz({ seed, seconds: Number(values.seconds ?? 60), ...only });
console.log(`Seed ${seed}: ${sent} messages, ${heard} requests reached the API. Answers: ${JSON.stringify(statuses)}`);
if (finding !== undefined) {
  console.log(`Message ${finding.number}: ${finding.complaint}\nIt was ${finding.sent}`);
  console.log(`Again: npm run fuzz -- --seed ${seed} --only ${finding.number}`);
  process.exitCode = 1;
}
