import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '#proxy/config-error.ts';
import { type Config, readConfig } from '#proxy/config.ts';
import { listen } from '#proxy/listen.ts';
import { compose } from './compose.ts';

/** Serves the built page and its proxy until it is told to stop; prints where. */
async function serve(config: Config): Promise<void> {
  const { proxy, token, standIn } = compose(config, {
    assets: fileURLToPath(new URL('../client', import.meta.url)),
    now: () => Date.now(),
    log: (entry) => {
      // Reading a page is not worth a line; what changed a tailnet, and what went wrong, is.
      if (entry.method !== 'GET' || entry.status >= 400) console.error(JSON.stringify(entry));
    },
  });
  const server = await listen(proxy, config);
  // Who configured a name, opens the console by it; the loopback address is then what is behind another server.
  const { origins, basePath } = config.place;
  const address = (origins[0] ?? server.origin) + basePath;
  if (standIn !== null) {
    const devices = config.demo.devices ?? standIn.tailnet.devices().length;
    console.log(`Tailboard: ${address}`);
    console.log(`Demo tailnet, ${devices} devices; nothing here is real. Set TAILSCALE_API_KEY to drive a real one.`);
  } else {
    console.log(`Tailboard: ${address}${token === null ? '' : `/devices#token=${token}`}`);
    const holder = config.credential === 'oauth' ? 'of the OAuth client' : 'of the key';
    const who = token === null ? 'People who sign in' : 'This link';
    console.log(`${who} may change the tailnet ${config.tailnet === '-' ? holder : config.tailnet}.`);
  }
  const stop = () => {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    void server.close();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
}

try {
  await serve(readConfig(process.env, process.argv.slice(2)));
} catch (error) {
  // Only the message of such an error was written for the person at the terminal.
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
