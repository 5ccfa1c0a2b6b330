import { Agent, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import httpProxy from 'http-proxy';
import { readConfig } from '#proxy/config.ts';
import { listen } from '#proxy/listen.ts';
import { listenForWatchers } from '#proxy/watch/watch-listener.ts';
import { compose } from './compose.ts';
import type { Memory } from './load-memory.ts';
import { secrets } from './load-secrets.ts';

/** Where it listens, and where its metrics are. */
export type ProxyReady = { readonly origin: string; readonly watch: string };

// One process each, as in real use: a Tailboard with a key, one for a team with everything on and the log at its most
// verbose, or an http-proxy that passes everything on, with connections kept.
const [kind = '', upstream = '', auditFile = ''] = process.argv.slice(2);
const team = {
  TAILSCALE_OAUTH_CLIENT_ID: secrets.oauthClientId,
  TAILSCALE_OAUTH_CLIENT_SECRET: secrets.oauthClientSecret,
  TAILSCALE_USER_API_KEY: secrets.personKey,
  TAILBOARD_SSO: 'header',
  TAILBOARD_TRUSTED_PROXIES: '127.0.0.1',
  TAILBOARD_PROXY_SECRET: secrets.portalSecret,
  TAILBOARD_DEFAULT_ROLE: 'admin',
  TAILBOARD_LOG_LEVEL: 'trace',
};

async function start(): Promise<ProxyReady> {
  if (kind === 'plain') {
    const proxy = httpProxy.createProxyServer({ target: upstream, agent: new Agent({ keepAlive: true }) });
    proxy.on('error', (_, __, response) => void response.end());
    const server = createServer((request, response) => proxy.web(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return { origin: `http://127.0.0.1:${port}`, watch: '' };
  }
  const environment = {
    TAILSCALE_BASE_URL: upstream,
    TAILBOARD_AUDIT_FILE: auditFile,
    TAILBOARD_METRICS_PORT: '0',
    ...(kind === 'team' ? team : { TAILSCALE_API_KEY: secrets.personKey }),
  };
  const logTo = { write: (line: string) => void process.stderr.write(line) };
  const { proxy, watch, checkCredential } = compose(readConfig(environment, []), {
    assets: null,
    now: () => Date.now(),
    logTo,
  });
  const { origin } = await listen(proxy, { host: '127.0.0.1', port: 0, log: watch.request });
  const watchers = await listenForWatchers(watch, { host: '127.0.0.1', port: 0 });
  console.log((await checkCredential()).join('\n'));
  return { origin, watch: watchers.origin };
}

setFlagsFromString('--expose-gc');
// Reason for the cast: the flag above puts this function there.
const collect = runInNewContext('gc') as () => void;
process.on('message', () => {
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  process.send?.({ heap: heapUsed, resident: rss } satisfies Memory);
});
process.send?.(await start());
