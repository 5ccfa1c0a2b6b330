import { type IncomingMessage, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { createRandom } from '#stand-in/random.ts';
import type { Fault } from '#stand-in/faults.ts';
import { createStandIn } from '#stand-in/stand-in.ts';
import { secrets } from './load-secrets.ts';

/** What load.ts asks of the tailnet: whether things go wrong from now on, or what it was asked for. */
export type UpstreamOrder = { readonly faults: boolean } | 'journal';
/** A write as the tailnet has it: where, with which body, and whether it was carried out. */
export type Journalled = {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly done: boolean;
};
export type UpstreamReady = { readonly origin: string; readonly devices: readonly string[] };

const faults: readonly Fault[] = [
  { endpoint: 'setAttribute', status: 504 },
  { endpoint: 'setAttribute', status: 504, after: true },
  { endpoint: 'setAttribute', status: 500, after: true },
  { endpoint: 'setAttribute', cut: true, after: true },
  { endpoint: 'setAttribute', drop: true, after: true },
  { endpoint: 'setAttribute', drop: true },
  { endpoint: 'setAttribute', status: 429, headers: { 'retry-after': '1' } },
  { endpoint: 'setAttribute', html: '<p>Bad gateway</p>', status: 502 },
  { endpoint: 'setAttribute', latencyMs: 1500 },
  { endpoint: 'getDevice', status: 500 },
  { endpoint: 'getDevice', cut: true },
  { endpoint: 'getDevice', latencyMs: 800 },
  { endpoint: 'listDevices', drop: true },
  { endpoint: 'getAttributes', status: 502 },
];

const standIn = createStandIn({
  now: () => Date.now(),
  devices: 200,
  journalLength: 500_000,
  oauth: {
    clientId: secrets.oauthClientId,
    clientSecret: secrets.oauthClientSecret,
    userKey: secrets.personKey,
    // Renewed a few times while the test lasts.
    expiresIn: 30,
  },
});
const chance = createRandom(7);
let isFailing = false;

async function passOn({ method = '', url = '', headers: given }: IncomingMessage, body: string): Promise<Response> {
  // One request in twelve goes wrong; which one, is left to the tailnet.
  if (isFailing && chance.integer(12) === 0) standIn.fail(chance.pick(faults));
  const headers = new Headers();
  for (const [name, value] of Object.entries(given)) if (typeof value === 'string') headers.set(name, value);
  const init = { method, headers, ...(body === '' ? {} : { body }) };
  return standIn.fetch(new Request(`http://api.invalid${url}`, init));
}

// The stand-in knows requests of the fetch API; this is the socket in front of it.
const server = createServer((incoming, outgoing) => {
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('end', () => {
    passOn(incoming, Buffer.concat(chunks).toString('utf8'))
      .then(async (response) => {
        outgoing.writeHead(response.status, Object.fromEntries(response.headers));
        for await (const chunk of response.body ?? []) outgoing.write(chunk);
        outgoing.end();
        return undefined;
      })
      // A lost connection is one of the faults.
      .catch(() => outgoing.destroy());
  });
});
server.keepAliveTimeout = 65_000;

// Orders come from load.ts alone, which is checked against the same type.
process.on('message', (order: UpstreamOrder) => {
  if (order === 'journal') {
    const writes = standIn.journal.filter(({ endpoint }) => endpoint === 'setAttribute');
    process.send?.(
      writes.map(({ method, path, body, done }): Journalled => ({ method, path, body: body ?? '', done })),
    );
    return;
  }
  standIn.clearFaults();
  isFailing = order.faults;
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  const devices = standIn.tailnet
    .devices()
    .flatMap(({ nodeId, isExternal }) => (nodeId && !isExternal ? [nodeId] : []));
  process.send?.({ origin: `http://127.0.0.1:${port}`, devices } satisfies UpstreamReady);
});
