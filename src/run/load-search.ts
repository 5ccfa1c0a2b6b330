import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Place } from './load-clients.ts';

/** What a search found, in words, and how many bytes it has looked at. */
export type Search = { readonly complaints: readonly string[]; readonly bytes: number };

/** Searches every file below a folder by `leakIn`, which gives what it finds in a text. */
export function search(folder: string, leakIn: (text: string) => string | undefined): Search {
  const complaints: string[] = [];
  let bytes = 0;
  for (const path of filesBelow(folder)) {
    const text = readFileSync(path, 'latin1');
    bytes += text.length;
    const leak = leakIn(text);
    if (leak !== undefined) complaints.push(`${basename(path)} shows ${JSON.stringify(leak)}.`);
  }
  return { complaints, bytes };
}

function filesBelow(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Makes a console say what it says seldom: its metrics, its refusals, an invite made with the token of a person. */
export async function provoke(place: Place, watch: string): Promise<void> {
  const device = place.devices[0] ?? '';
  const ask = async (url: string, init?: RequestInit) => {
    const answer = await fetch(url, init);
    place.onAnswer(JSON.stringify([...answer.headers]) + (await answer.text()));
    return answer.status;
  };
  for (const path of ['/metrics', '/healthz', '/readyz', '/nothing']) await ask(watch + path);
  const { headers } = place;
  for (const path of [
    '/api/session',
    '/api/summary',
    '/devices',
    '/api/v2/oauth/token',
    '/api/v2/device/..%2f',
    '/.env',
  ])
    await ask(place.origin + path, { headers });
  await ask(`${place.origin}/api/v2/device/${device}`);
  const write = { ...headers, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
  for (const body of ['[{"multiUse":false}]', '{"no', '[]'])
    await ask(`${place.origin}/api/v2/device/${device}/device-invites`, {
      method: 'POST',
      headers: { ...write, 'idempotency-key': randomUUID() },
      body,
    });
}
