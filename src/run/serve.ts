#!/usr/bin/env node
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '#proxy/config-error.ts';
import { type Config, readConfig } from '#proxy/config.ts';
import { listen } from '#proxy/listen.ts';
import { catchTheRest } from '#proxy/watch/last-resort.ts';
import { listenForWatchers } from '#proxy/watch/watch-listener.ts';
import { type Composition, compose } from './compose.ts';
import { helpText } from './help-text.ts';
import { stopWhenTold } from './stop-when-told.ts';
import { readAgainWhenTold } from './read-again.ts';
import { readVersion } from './version.ts';

/** Serves the built page and its proxy until it is told to stop; prints where. Throws ConfigError. */
async function serve(config: Config): Promise<void> {
  const composition = compose(config, {
    assets: fileURLToPath(new URL('../client', import.meta.url)),
    now: () => Date.now(),
    logTo: { write: (line) => void process.stderr.write(line), forPeople: process.stderr.isTTY },
    version: readVersion(),
  });
  const { proxy, watch } = composition;
  const watchers = config.watch.listener && (await listenForWatchers(watch, config.watch.listener));
  const server = await listen(proxy, { ...config, log: watch.request });
  console.log(greeting(config, composition, server.origin));
  if (watchers !== undefined) console.log(`Metrics and health: ${watchers.origin}/metrics`);
  for (const warning of config.warnings) console.error(warning);
  // Of the demo there is nothing to find out. Nobody waits for it: the console answers already.
  if (composition.standIn === null) void composition.checkCredential().then(tellRights);
  // A terminal that is closed says so by the same signal, and ends what has nothing to read again.
  if (config.isFromFiles || !process.stdin.isTTY) readAgainWhenTold(composition, process.env);
  const stop = stopWhenTold(watch, () => server.close());
  catchTheRest(watch.log, stop);
}

function tellRights(lines: readonly string[]): void {
  console.log(['What the credential may do:', ...lines].join('\n'));
}

function greeting(config: Config, { standIn, token }: Composition, origin: string): string {
  // Who configured a name, opens the console by it; the loopback address is then what is behind another server.
  const address = (config.place.origins[0] ?? origin) + config.place.basePath;
  if (standIn !== null) {
    const devices = config.demo.devices ?? standIn.tailnet.devices().length;
    return (
      `Tailboard: ${address}\n` +
      `Demo tailnet, ${devices} devices; nothing here is real. Set TAILSCALE_API_KEY to drive a real one.`
    );
  }
  const holder = config.credential === 'oauth' ? 'of the OAuth client' : 'of the key';
  const who = token === null ? 'People who sign in' : 'This link';
  return (
    `Tailboard: ${address}${token === null ? '' : `/devices#token=${token}`}\n` +
    `${who} may change the tailnet ${config.tailnet === '-' ? holder : config.tailnet}.`
  );
}

const [first] = process.argv.slice(2);
if (first === '--version') console.log(readVersion());
else if (first === '--help' || first === '-h') console.log(helpText);
else {
  try {
    await serve(readConfig(process.env, process.argv.slice(2)));
  } catch (error) {
    // Only the message of such an error was written for the person at the terminal.
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
