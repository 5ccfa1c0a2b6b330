import { ConfigError } from '#proxy/config-error.ts';

/** Where a Tailboard stands in a house of others: below which path, under which names, in whose frames. */
export type Place = {
  /** The path that everything is below, without a slash at its end: "/ops/tailboard"; "" at the top of its host. */
  readonly basePath: string;
};

/** A Tailboard by itself, at the top of the loopback address. */
export const noPlace: Place = { basePath: '' };

/** Reads from the environment where the console stands. Throws ConfigError; what is wrong is never repeated. */
export function readPlace(environment: Readonly<Record<string, string | undefined>>): Place {
  return { basePath: readBasePath(environment['TAILBOARD_BASE_PATH']) };
}

/**
 * Plain segments only, matched as a whole: no second slash that would make a host of it, no dots that lead out of it,
 * nothing that one reader decodes and another does not.
 */
function readBasePath(given: string | undefined): string {
  const path = (given ?? '').replace(/\/$/, '');
  if (path.length <= 200 && /^(?:\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*$/.test(path)) return path;
  throw new ConfigError(
    'TAILBOARD_BASE_PATH must be a path of letters, digits and "-._~" between slashes, such as /ops/tailboard/.',
  );
}
