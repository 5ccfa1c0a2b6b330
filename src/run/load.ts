import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { type Place, runClients, runWriters } from './load-clients.ts';
import { compare } from './load-compare.ts';
import { measureHops } from './load-hops.ts';
import { type Memory, growthOf, megabytes } from './load-memory.ts';
import type { ProxyReady } from './load-proxy.ts';
import { provoke, search } from './load-search.ts';
import { leakIn, secrets } from './load-secrets.ts';
import type { Journalled, UpstreamOrder, UpstreamReady } from './load-upstream.ts';
import { root } from './prepare.mjs';

const { values } = parseArgs({ options: { seconds: { type: 'string' }, clients: { type: 'string' } } });
const seconds = Number(values.seconds ?? 60);
const clients = Number(values.clients ?? 200);
/** How much dearer than a plain proxy the hop may be. */
const aim = 1.5;
/** As many answers as the proxy keeps for repeated writes; from then on its memory should not grow. */
const kept = 10_000;
const samplesTaken = 9;

const folder = mkdtempSync(join(tmpdir(), 'tailboard-load-'));
const children: ChildProcess[] = [];
/** Starts a script in a process of its own, which prints into a file; the first thing it tells is where it is. */
function begin(script: string, ...args: readonly string[]): ChildProcess {
  const printed = openSync(join(folder, `printed-${children.length}`), 'w');
  const child = fork(`${root}src/run/typescript.mjs`, [`src/run/${script}`, ...args], {
    cwd: root,
    stdio: ['ignore', printed, printed, 'ipc'],
  });
  children.push(child);
  return child;
}
// Only our own scripts speak there, whose messages are of the types that they name.
function told<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as T));
    child.once('exit', () => reject(new Error('A process of the load test has ended.')));
  });
}
function ask<T>(child: ChildProcess, order: UpstreamOrder | 'memory'): Promise<T> {
  const answer = told<T>(child);
  child.send(order);
  return answer;
}
const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

try {
  const complaints: string[] = [];
  const auditFile = join(folder, 'audit.jsonl');
  const upstream = begin('load-upstream.ts');
  const { origin, devices } = await told<UpstreamReady>(upstream);
  const plain = await told<ProxyReady>(begin('load-proxy.ts', 'plain', origin));
  const own = await told<ProxyReady>(begin('load-proxy.ts', 'own', origin, join(folder, 'own.jsonl')));
  for (const [people, rounds] of [
    [1, 3000],
    [8, 500],
  ] as const) {
    const ways = { direct: origin, plain: plain.origin, tailboard: own.origin };
    for (const { ratio, sentence } of await measureHops(ways, devices[0] ?? '', people, rounds)) {
      console.log(sentence);
      if (!(ratio <= aim)) complaints.push(`The hop of ${people} at a time adds ${ratio.toFixed(2)} of a plain one.`);
    }
  }

  const team = begin('load-proxy.ts', 'team', origin, auditFile);
  const ours = await told<ProxyReady>(team);
  let answers = 0;
  const onAnswer = (text: string) => {
    answers += 1;
    const leak = leakIn(text, { invites: true });
    if (leak !== undefined) complaints.push(`An answer shows ${JSON.stringify(leak)}.`);
  };
  const headers = { 'x-forwarded-user': 'amelie@example.com', 'x-tailboard-proxy-secret': secrets.portalSecret };
  const place: Place = { origin: ours.origin, headers, devices, onAnswer };
  const filled = await runWriters('fill', kept, 32, place);
  upstream.send({ faults: true } satisfies UpstreamOrder);
  const running = runClients('person', clients, performance.now() + seconds * 1000, place);
  const samples: Memory[] = [];
  for (let sample = 0; sample < samplesTaken; sample += 1) {
    await pause((seconds * 1000) / (samplesTaken + 1));
    samples.push(await ask<Memory>(team, 'memory'));
  }
  const { written, reads } = await running;
  upstream.send({ faults: false } satisfies UpstreamOrder);
  // A late answer is at most that of a fault.
  await pause(4000);
  const journal = await ask<readonly Journalled[]>(upstream, 'journal');
  const result = compare([...filled, ...written], readFileSync(auditFile, 'utf8'), journal);
  complaints.push(...result.complaints.slice(0, 20));
  if ((result.outcomes['applied'] ?? 0) < result.writes / 2)
    complaints.push('Too little was written to show anything.');
  console.log(
    `${clients} clients, ${seconds} s: ${reads.ok} reads, ${reads.failed} more that failed, ${written.length} writes.`,
  );
  console.log(
    `Audit: ${JSON.stringify(result.outcomes)}; sent twice at once ${result.repeated}, left early ${result.gone}.`,
  );

  const growth = growthOf(samples);
  if (growth !== undefined) complaints.push(growth);
  const [middle, last] = [samples.at(Math.floor(samplesTaken / 2)), samples.at(-1)];
  console.log(
    `Heap, every ${(seconds / (samplesTaken + 1)).toFixed(0)} s: ${samples.map(({ heap }) => megabytes(heap)).join(', ')}.`,
  );
  console.log(
    `Resident: ${megabytes(middle?.resident ?? 0)} in the middle, ${megabytes(last?.resident ?? 0)} at the end.`,
  );

  await provoke(place, ours.watch);
  const found = search(folder, leakIn);
  // What is built holds the words for kinds of keys, and none of these.
  const built = search(join(root, 'dist'), (text) => (text.includes('CANARY') ? 'CANARY' : undefined));
  complaints.push(...found.complaints.slice(0, 20), ...built.complaints);
  if (!readFileSync(join(folder, `printed-${children.indexOf(team)}`), 'utf8').includes('"message":"request"'))
    complaints.push('The log that was searched has no request in it.');
  const searched = `${megabytes(found.bytes)} of logs and audit, ${megabytes(built.bytes)} that are built`;
  console.log(`Searched for secrets: ${answers} answers, ${searched}.`);
  console.log(complaints.length === 0 ? 'Nothing lost, nothing doubled, nothing leaked.' : complaints.join('\n'));
  process.exitCode = complaints.length === 0 ? 0 : 1;
} finally {
  for (const child of children) child.kill();
  rmSync(folder, { recursive: true, force: true });
}
