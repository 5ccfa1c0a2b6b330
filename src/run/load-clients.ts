import { Agent, request } from 'node:http';
import { randomUUID } from 'node:crypto';

/** What one client did and got: `value` tells its write from all others. */
export type Written = { readonly value: string; readonly device: string; readonly statuses: readonly number[] };

export type Clients = {
  readonly written: Written[];
  readonly reads: { ok: number; failed: number };
};

export type Place = {
  readonly origin: string;
  /** What everybody sends along, as the portal in front of them would. */
  readonly headers: Readonly<Record<string, string>>;
  readonly devices: readonly string[];
  /** Told every answer as it came, its headers and its body. */
  readonly onAnswer: (text: string) => void;
};

const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(Math.random() * list.length)];
const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

/**
 * People who read and write at the same time until `end`, each with a connection of their own and a moment of thought
 * between two steps. Some of their writes are sent twice at once, as a browser does by itself, and some leave early.
 */
export async function runClients(name: string, count: number, end: number, place: Place): Promise<Clients> {
  const written: Written[] = [];
  const reads = { ok: 0, failed: 0 };
  const agent = new Agent({ keepAlive: true, maxSockets: count * 2 });
  const person = async (id: number): Promise<void> => {
    for (let step = 0; performance.now() < end; step += 1) {
      await pause(Math.random() * 600);
      const device = pick(place.devices) ?? '';
      if (Math.random() < 0.3) written.push(await write(agent, place, device, `${name}_${id}_${step}`));
      else {
        const path = pick([
          '/tailnet/-/devices?fields=default',
          ...Array.from({ length: 9 }, () => `/device/${device}`),
        ]);
        const status = await send(agent, `${place.origin}/api/v2${path}`, place);
        if (status === 200) reads.ok += 1;
        else reads.failed += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: count }, (_, id) => person(id)));
  agent.destroy();
  return { written, reads };
}

/** Writes of as many people as fast as they can, one after the other each. */
export async function runWriters(name: string, count: number, people: number, place: Place): Promise<Written[]> {
  const written: Written[] = [];
  const agent = new Agent({ keepAlive: true });
  let next = 0;
  const person = async (): Promise<void> => {
    while (next < count) written.push(await write(agent, place, pick(place.devices) ?? '', `${name}_${next++}`));
  };
  await Promise.all(Array.from({ length: people }, person));
  agent.destroy();
  return written;
}

async function write(agent: Agent, place: Place, device: string, value: string): Promise<Written> {
  const { origin, onAnswer } = place;
  const options = {
    onAnswer,
    body: JSON.stringify({ value }),
    headers: {
      ...place.headers,
      'content-type': 'application/json',
      'sec-fetch-site': 'same-origin',
      'idempotency-key': randomUUID(),
    },
    leavesAfterMs: Math.random() < 0.03 ? Math.random() * 20 : undefined,
  };
  const url = `${origin}/api/v2/device/${device}/attributes/custom:load`;
  const copies = Math.random() < 0.1 ? 2 : 1;
  return {
    value,
    device,
    statuses: await Promise.all(Array.from({ length: copies }, () => send(agent, url, options))),
  };
}

type Sending = {
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly leavesAfterMs?: number | undefined;
  readonly onAnswer?: ((text: string) => void) | undefined;
};

/** The status of the answer; 0 where there was none. */
export function send(
  agent: Agent,
  url: string,
  { body, headers = {}, leavesAfterMs, onAnswer }: Sending,
): Promise<number> {
  return new Promise((resolve) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const method = body === undefined ? 'GET' : 'POST';
    const call = request(url, { agent, method, headers: { ...headers, ...length } }, (answer) => {
      answer.on('error', () => resolve(0));
      let text = onAnswer === undefined ? '' : answer.rawHeaders.join('\n');
      answer.on('data', (chunk: Buffer) => {
        if (onAnswer !== undefined) text += chunk.toString('latin1');
      });
      answer.on('end', () => {
        onAnswer?.(text);
        resolve(answer.statusCode ?? 0);
      });
    });
    call.on('error', () => resolve(0));
    call.end(body, () => {
      if (leavesAfterMs !== undefined) setTimeout(() => call.destroy(), leavesAfterMs);
    });
  });
}
