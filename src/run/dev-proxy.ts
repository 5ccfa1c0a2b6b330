import process from 'node:process';
import { ConfigError } from '#proxy/config-error.ts';
import { type Config, readConfig } from '#proxy/config.ts';
import { nodeListener } from '#proxy/listen.ts';
import { noPlace } from '#proxy/place/config-place.ts';
import { compose } from './compose.ts';

export { ConfigError };

/** The configuration of `npm run dev`: that of `npm start`, but for sign-in. Throws ConfigError. */
export function readDevConfig(...given: Parameters<typeof readConfig>): Config {
  const config = readConfig(...given);
  // Vite serves one and the same document to everybody.
  if (config.people.signIn !== null) throw new ConfigError('TAILBOARD_SSO has no place in npm run dev. Use npm start.');
  return config;
}

/** The proxy for Vite's development server, with the session for its page; Vite itself serves the page, at the top. */
export function createDevProxy(...given: Parameters<typeof readConfig>) {
  const { proxy, session } = compose(
    { ...readDevConfig(...given), place: noPlace },
    {
      assets: null,
      now: () => Date.now(),
      logTo: { write: (line) => void process.stderr.write(line), forPeople: process.stderr.isTTY },
    },
  );
  return { session, listener: nodeListener(proxy) };
}
