import { isIP } from 'node:net';
import { ConfigError } from '#proxy/config-error.ts';
import { plainAddress } from './networks.ts';
import type { PeopleOptions } from './people.ts';
import { readSignIn } from './config-sign-in.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Who may use the console and what for, and where it says what they did. */
export type ConfiguredPeople = PeopleOptions & {
  /** A file, standard output, or nowhere. */
  readonly auditTo: { readonly file: string } | 'stdout' | null;
  /** True when the portal's secret comes from a file, and so may be another one when it is read again. */
  readonly isFromFiles: boolean;
  /** What whoever runs the console should know of where the secret is kept, as sentences. */
  readonly warnings: readonly string[];
};

/** Reads from the environment who may use the console. Throws ConfigError, which repeats no value. */
export function readPeople(environment: Environment): ConfiguredPeople {
  const signIn = readSignIn(environment);
  const secrets = signIn?.source.kind === 'header' ? signIn.source.secret : undefined;
  const file = environment['TAILBOARD_AUDIT_FILE'] || '-';
  const toStdout = environment['TAILBOARD_AUDIT_FILE'] === '-' || signIn !== null;
  return {
    signIn,
    isReadOnly: readSwitch(environment, 'TAILBOARD_READ_ONLY'),
    auditTo: file !== '-' ? { file } : toStdout ? 'stdout' : null,
    isFromFiles: secrets?.isFromFile === true,
    warnings: secrets?.warning === undefined ? [] : [secrets.warning],
  };
}

/**
 * The address to listen on. Other machines reach the console only where people sign in and where its names are
 * configured: without the first, everybody is the administrator; without the second, any page can lead a browser to it.
 */
export function readListenHost(environment: Environment, { signIn }: PeopleOptions): string {
  const host = environment['HOST'] || '127.0.0.1';
  if (host === '127.0.0.1' || host === 'localhost') return '127.0.0.1';
  if (host === '::1') return host;
  if (signIn === null) {
    throw new ConfigError(
      'HOST may only be 127.0.0.1 or ::1 without sign-in. Set TAILBOARD_SSO to serve other machines.',
    );
  }
  if (signIn.source.kind === 'tailscale-serve') {
    throw new ConfigError('HOST may only be 127.0.0.1 or ::1 with tailscale-serve, which asks from this machine.');
  }
  if (isIP(host) === 0 || plainAddress(host) !== host)
    throw new ConfigError('HOST must be an address of this machine.');
  if (!environment['TAILBOARD_HOSTS']) {
    throw new ConfigError('HOST needs TAILBOARD_HOSTS, the names under which browsers know the console.');
  }
  return host;
}

function readSwitch(environment: Environment, name: string): boolean {
  const given = environment[name] || '0';
  if (given !== '0' && given !== '1') throw new ConfigError(`${name} must be 1 or 0.`);
  return given === '1';
}
