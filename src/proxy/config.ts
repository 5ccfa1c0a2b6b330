import { readFileSync } from 'node:fs';
import { parameterPatterns } from '#contract/endpoint.ts';
import { type View, readViews, viewsFileLength } from '#contract/views.ts';
import { type ConfiguredCredential, readCredential } from './credential/config-credential.ts';
import { ConfigError } from './config-error.ts';
import { type Place, readPlace } from './place/config-place.ts';
import { type ConfiguredPeople, readListenHost, readPeople } from './people/config-people.ts';
import { type WatchConfig, readWatch } from './watch/config-watch.ts';

export type Config = ConfiguredCredential & {
  readonly host: string;
  readonly port: number;
  /** "-" is the key's own tailnet. */
  readonly tailnet: string;
  /** Origin of the API without a slash at its end. */
  readonly baseUrl: string;
  readonly people: ConfiguredPeople;
  /** Views that everybody of this console is offered, from a file. */
  readonly views: readonly View[];
  readonly place: Place;
  readonly watch: WatchConfig;
  /** The demo's fleet size (undefined is the built-in tailnet), its seed, milliseconds of latency, 0 to 1 of failures. */
  readonly demo: { devices: number | undefined; seed: number; latencyMs: number; faultRate: number };
};

type Environment = Readonly<Record<string, string | undefined>>;

const demoOptions = ['--devices', '--seed', '--latency', '--fault-rate'] as const;
const knownOptions = ['--port', ...demoOptions] as const;
type Option = (typeof knownOptions)[number];

/** Reads the whole configuration once, from the environment and the arguments after the script's name. */
export function readConfig(environment: Environment, args: readonly string[]): Config {
  const options = readOptions(args);
  const credential = readCredential(environment);
  const people = readPeople(environment);
  const misplaced = demoOptions.find((option) => options.has(option));
  if (credential.credential !== 'demo' && misplaced !== undefined) {
    throw new ConfigError(
      `${misplaced} belongs to the demo tailnet and cannot be used with the credentials of a real one.`,
    );
  }
  const devices = options.get('--devices');
  return {
    host: readListenHost(environment, people),
    port: options.has('--port')
      ? wholeNumber('--port', options.get('--port'), 65_535)
      : wholeNumber('PORT', environment['PORT'] || '8420', 65_535),
    tailnet: readTailnet(environment['TAILSCALE_TAILNET']),
    baseUrl: readBaseUrl(environment['TAILSCALE_BASE_URL']),
    ...credential,
    isFromFiles: credential.isFromFiles || people.isFromFiles,
    warnings: [...credential.warnings, ...people.warnings],
    place: readPlace(environment),
    people,
    views: readSharedViews(environment['TAILBOARD_VIEWS_FILE']),
    watch: readWatch(environment),
    demo: {
      devices: devices === undefined ? undefined : wholeNumber('--devices', devices, 1_000_000),
      seed: wholeNumber('--seed', options.get('--seed') ?? '1', 2 ** 31 - 1),
      latencyMs: wholeNumber('--latency', options.get('--latency') ?? '0', 60_000),
      faultRate: share('--fault-rate', options.get('--fault-rate') ?? '0'),
    },
  };
}

function readOptions(args: readonly string[]): ReadonlyMap<Option, string> {
  const options = new Map<Option, string>();
  const rest = [...args];
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    const [name = '', ...values] = argument.split('=');
    if (/^--?(api-?)?(key|token)$/i.test(name)) {
      throw new ConfigError(
        `${name} is refused: other users of this machine can read the command line. Set TAILSCALE_API_KEY instead.`,
      );
    }
    const option = knownOptions.find((known) => known === name);
    if (option === undefined) {
      // What follows "=" or stands alone may be a secret, so only a plain option name is repeated.
      const shown = /^--?[a-z][a-z-]{0,30}$/.test(name) ? `option ${name}` : 'argument';
      throw new ConfigError(`There is no such ${shown}. Known options: ${knownOptions.join(', ')}.`);
    }
    if (options.has(option)) throw new ConfigError(`${option} is given twice.`);
    const value = values.length > 0 ? values.join('=') : rest.shift();
    if (value === undefined || value === '') throw new ConfigError(`${option} needs a value.`);
    options.set(option, value);
  }
  return options;
}

function readTailnet(given: string | undefined): string {
  const tailnet = given || '-';
  if (!parameterPatterns.tailnet.test(tailnet))
    throw new ConfigError('TAILSCALE_TAILNET is not the name of a tailnet.');
  return tailnet;
}

/** Only scheme, host and port, matched as a whole: what is not there cannot be read in two ways. */
function readBaseUrl(given: string | undefined): string {
  const url = /^(https?):\/\/([a-z0-9][a-z0-9.-]*|\[[0-9a-f:]+\])(?::(\d{1,5}))?\/?$/i.exec(
    given || 'https://api.tailscale.com',
  );
  if (url === null) {
    throw new ConfigError(
      'TAILSCALE_BASE_URL must be a scheme, a host and, if needed, a port, such as https://api.tailscale.com.',
    );
  }
  const [, scheme = '', host = '', port] = url.map((part) => part?.toLowerCase());
  if (port !== undefined && Number(port) > 65_535) throw new ConfigError('The port in TAILSCALE_BASE_URL is too high.');
  const isLoopback = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/.test(host);
  if (scheme === 'http' && !isLoopback) {
    throw new ConfigError(
      'TAILSCALE_BASE_URL must use https, because the key is sent to it. Only this machine may use http.',
    );
  }
  return `${scheme}://${host}${port === undefined ? '' : `:${port}`}`;
}

/** Read once at the start, so that a file which is broken is noticed by whoever starts it. Its content is never repeated. */
function readSharedViews(path: string | undefined): readonly View[] {
  if (!path) return [];
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    throw new ConfigError('TAILBOARD_VIEWS_FILE names a file that cannot be read.');
  }
  // A character is four bytes at most; what is longer is not worth decoding.
  const views = readViews(
    bytes.length > viewsFileLength * 4 ? ' '.repeat(viewsFileLength + 1) : bytes.toString('utf8'),
  );
  if ('problem' in views) throw new ConfigError(`TAILBOARD_VIEWS_FILE cannot be used. ${views.problem}`);
  return views;
}

function wholeNumber(name: string, given: string | undefined, max: number): number {
  if (given === undefined || !/^\d{1,10}$/.test(given) || Number(given) > max) {
    throw new ConfigError(`${name} must be a whole number from 0 to ${max}.`);
  }
  return Number(given);
}

function share(name: string, given: string): number {
  if (!/^(0|1|0?\.\d{1,6}|1\.0{1,6})$/.test(given)) {
    throw new ConfigError(`${name} must be a number from 0 to 1, such as 0.05.`);
  }
  return Number(given);
}
