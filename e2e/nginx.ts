import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type ClientRequest, type RequestOptions, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';

/** True where the tests reach every console through nginx: `npm test -- --through-nginx`. */
export const isThroughNginx = process.env['TAILBOARD_E2E_NGINX'] === '1';

export type Nginx = {
  /** What a browser sees, with TLS. */
  readonly origin: string;
  /** Where nginx expects the console of the test that runs. */
  readonly upstreamPort: number;
  /** What the console has to be told of this place. */
  readonly place: Readonly<Record<string, string>>;
  /** What it has to be told, besides, of who signs in: nginx says that it is an administrator. */
  readonly signIn: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
};

/** Starts nginx on free ports, with a certificate that is made now and trusted by nobody. */
export async function startNginx(): Promise<Nginx> {
  const folder = await mkdtemp(join(tmpdir(), 'tailboard-nginx-'));
  const [port, upstream] = [await freePort(), await freePort()];
  const base = '/ops/tailboard';
  const secret = randomBytes(24).toString('hex');
  const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'certificate.pem')];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  await promisify(execFile)('openssl', ['req', '-x509', ...key, '-subj', '/CN=127.0.0.1', '-days', '2', ...files]);
  const words: Readonly<Record<string, string>> = { folder, base, secret, port: `${port}`, upstream: `${upstream}` };
  const template = readFileSync(new URL('nginx.conf', import.meta.url), 'utf8');
  const config = join(folder, 'nginx.conf');
  await writeFile(
    config,
    template.replaceAll(/@(\w+)@/g, (whole, word: string) => words[word] ?? whole),
  );
  const server = spawn('nginx', ['-c', config, '-e', 'stderr'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = once(server, 'close');
  await listening(port);
  const origin = `https://127.0.0.1:${port}`;
  return {
    origin,
    upstreamPort: upstream,
    place: { TAILBOARD_HOSTS: origin, TAILBOARD_BASE_PATH: base },
    signIn: {
      TAILBOARD_SSO: 'header',
      TAILBOARD_PROXY_SECRET: secret,
      TAILBOARD_ADMIN_GROUPS: 'netadmin',
      TAILBOARD_AUDIT_FILE: join(folder, 'audit.jsonl'),
    },
    stop: async () => {
      server.kill();
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

/** How a server of a test asks a console at this address: over TLS without a look at who signed the certificate. */
export function requestTo(url: string, options: RequestOptions): ClientRequest {
  return url.startsWith('https:')
    ? secureRequest(url, { ...options, rejectUnauthorized: false })
    : plainRequest(url, options);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on an address has one with a port.
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Resolves once something accepts connections on this port. */
async function listening(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const isThere = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isThere) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
