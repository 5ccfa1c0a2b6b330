import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import { isIP } from 'node:net';
import { ConfigError } from '#proxy/config-error.ts';
import { apiHeaders, headerLines } from '#proxy/headers.ts';
import type { Watch } from './watch.ts';

export type WatchListening = { readonly origin: string; readonly close: () => Promise<void> };

/**
 * Tells metrics and health on an address of their own, for orchestrators and Prometheus, which know no name of the
 * console and have nobody to sign in. Rejects with a ConfigError when the port cannot be had.
 */
export function listenForWatchers(
  watch: Pick<Watch, 'metrics' | 'health'>,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<WatchListening> {
  const server = createServer(
    { headersTimeout: 5000, requestTimeout: 5000, connectionsCheckingInterval: 2000, requireHostHeader: false },
    (request, response) => {
      void respond(watch, request, response);
    },
  );
  server.maxConnections = 64;
  return new Promise((resolve, reject) => {
    server.on('error', (error: NodeJS.ErrnoException) =>
      reject(new ConfigError(`Metrics cannot be offered on port ${port} (${error.code ?? 'unknown reason'}).`)),
    );
    server.listen(port, host, () => {
      const address = server.address();
      const actualPort = typeof address === 'object' && address !== null ? address.port : port;
      resolve({
        origin: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}

async function respond(
  watch: Pick<Watch, 'metrics' | 'health'>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { status, type, body, headers } = await answer(watch, request);
  const bytes = Buffer.from(body);
  const length = { 'content-type': type, 'content-length': bytes.length };
  response.writeHead(status, { ...apiHeaders, ...headers, ...length });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

type Answer = { status: number; type: string; body: string; headers?: Readonly<Record<string, string>> };

async function answer(watch: Pick<Watch, 'metrics' | 'health'>, request: IncomingMessage): Promise<Answer> {
  if (!isAddress(headerLines(request.rawHeaders, 'host'))) return json(403, { status: 'host_not_allowed' });
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return { ...json(405, { status: 'method_not_allowed' }), headers: { allow: 'GET, HEAD' } };
  }
  const [path = ''] = (request.url ?? '').split('?');
  try {
    if (path === '/metrics' && watch.metrics !== undefined) {
      return { status: 200, type: watch.metrics.contentType, body: await watch.metrics.text() };
    }
    const health = await watch.health(path);
    return health === undefined ? json(404, { status: 'unknown_endpoint' }) : json(health.status, health.body);
  } catch {
    return json(500, { status: 'internal_error' });
  }
}

function json(status: number, body: object): Answer {
  return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(body) };
}

/**
 * A page in somebody's browser reaches another machine's address only under a name of its own, which has a dot in it; so
 * addresses are answered, and names of the local network without a dot ("tailboard" of a container, "localhost").
 */
function isAddress(hosts: readonly string[]): boolean {
  const name = /^(\[[0-9a-f:.]+\]|[^:]+)(:\d{1,5})?$/i.exec(hosts[0] ?? '')?.[1];
  if (name === undefined || hosts.length > 1) return false;
  return isIP(name.replace(/^\[|\]$/g, '')) !== 0 || /^[a-z0-9_-]{1,63}$/i.test(name);
}
