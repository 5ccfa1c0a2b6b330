import { ConfigError } from '#proxy/config-error.ts';

/** Where a Tailboard stands in a house of others: below which path, under which names, in whose frames. */
export type Place = {
  /** The path that everything is below, without a slash at its end: "/ops/tailboard"; "" at the top of its host. */
  readonly basePath: string;
  /** Where browsers find it besides the loopback address: "https://console.example.com". */
  readonly origins: readonly string[];
  /** Origins of the pages that may show the console in a frame. */
  readonly frameAncestors: readonly string[];
  /** Origins of the pages that may show an embed page in a frame. */
  readonly embedAncestors: readonly string[];
  /** Which sites may load the documents; a page that isolates itself (COEP) frames only "cross-origin" ones. */
  readonly resourcePolicy: ResourcePolicy;
};

const resourcePolicies = ['same-origin', 'same-site', 'cross-origin'] as const;
export type ResourcePolicy = (typeof resourcePolicies)[number];

/** A Tailboard by itself, at the top of the loopback address and in no frame. */
export const noPlace: Place = {
  basePath: '',
  origins: [],
  frameAncestors: [],
  embedAncestors: [],
  resourcePolicy: 'same-origin',
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads from the environment where the console stands. Throws ConfigError; what is wrong is never repeated. */
export function readPlace(environment: Environment): Place {
  return {
    basePath: readBasePath(environment['TAILBOARD_BASE_PATH']),
    origins: readHosts(environment),
    frameAncestors: readOrigins(environment, 'TAILBOARD_FRAME_ANCESTORS'),
    embedAncestors: readOrigins(environment, 'TAILBOARD_EMBED_ANCESTORS'),
    resourcePolicy: readResourcePolicy(environment['TAILBOARD_RESOURCE_POLICY']),
  };
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

const hostPattern =
  /^(?:(https?):\/\/)?([a-z0-9](?:[a-z0-9-]|\.(?!\.))*(?<!\.)|\[[0-9a-f:]+\])(?::([1-9]\d{0,4}))?\/?$/;
const loopback = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;
const defaultPorts: Readonly<Record<string, string>> = { http: '80', https: '443' };

/**
 * The origins in a list with commas, as browsers write them. A name without a scheme is `scheme`; undefined demands one.
 * Plain http is for this machine alone: elsewhere whoever is between could speak in the origin's name.
 */
function readOrigins(environment: Environment, variable: string, scheme?: 'https'): readonly string[] {
  const entries = (environment[variable] ?? '').split(',').map((entry) => entry.trim().toLowerCase());
  const origins = entries.flatMap((entry) => {
    if (entry === '') return [];
    const [whole, given = scheme, host = '', port] = hostPattern.exec(entry) ?? [];
    const isSafe = given === 'https' || (given === 'http' && loopback.test(host));
    if (whole === undefined || !isSafe || Number(port ?? 0) > 65_535) {
      const example = scheme === undefined ? 'https://portal.example.com' : 'console.example.com';
      throw new ConfigError(
        `${variable} must be a list of ${scheme === undefined ? 'https origins' : 'names'}, such as ${example}, with commas between them and no wildcards.`,
      );
    }
    return [`${given}://${host}${port === undefined || port === defaultPorts[given] ? '' : `:${port}`}`];
  });
  return [...new Set(origins)];
}

/** One name stands for one origin: with two schemes, who asks for it would be at either. */
function readHosts(environment: Environment): readonly string[] {
  const origins = readOrigins(environment, 'TAILBOARD_HOSTS', 'https');
  const hosts = new Set(origins.map((origin) => origin.replace(/^https?:\/\//, '')));
  if (hosts.size === origins.length) return origins;
  throw new ConfigError('TAILBOARD_HOSTS has the same name with http and with https.');
}

function readResourcePolicy(given: string | undefined): ResourcePolicy {
  const policy = resourcePolicies.find((known) => known === (given || 'same-origin'));
  if (policy !== undefined) return policy;
  throw new ConfigError(`TAILBOARD_RESOURCE_POLICY must be one of ${resourcePolicies.join(', ')}.`);
}
