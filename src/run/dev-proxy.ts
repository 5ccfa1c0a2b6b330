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
  if (config.people.signIn !== null) {
    throw new ConfigError(
      'TAILBOARD_SSO is for npm start: npm run dev serves one document to everybody, and nobody signs in to it.',
    );
  }
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
