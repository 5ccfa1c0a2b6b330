import { ConfigError } from '#proxy/config-error.ts';
import { readSecretText } from '#proxy/credential/secret-text.ts';
import { sameToken } from '#proxy/token.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const name = 'TAILBOARD_PROXY_SECRET';

/** What a portal shows so that nobody else passes for it, as the environment or a file has it. */
export type ConfiguredSecrets = {
  /** One, or two while it is being changed: the portal and the console never change at the same moment. */
  readonly values: readonly string[];
  readonly isFromFile: boolean;
  /** What whoever runs the console should know of where it is kept, as a sentence. */
  readonly warning: string | undefined;
};

/**
 * Reads the secret of the portal from its variable, or from a file, in which a second line may hold the one before.
 * Throws ConfigError, which repeats no value.
 */
export function readPortalSecrets(environment: Environment): ConfiguredSecrets {
  const secret = readSecretText(environment, name);
  if (secret === undefined) throw new ConfigError(`TAILBOARD_SSO=header needs ${name} or ${name}_FILE.`);
  const values = secret.isFromFile ? secret.text.split(/\r?\n/) : [secret.text];
  if (values.length > 2) throw new ConfigError(`${secret.source} names a file of more than two lines.`);
  if (!values.every((value) => /^[\x21-\x7e]{16,512}$/.test(value))) {
    throw new ConfigError(`${secret.source} must hold 16 characters or more, all of them plain and none a space.`);
  }
  return { values, isFromFile: secret.isFromFile, warning: secret.warning };
}

/** The secrets that are accepted, which can be others while the proxy runs. */
export type PortalSecrets = {
  readonly accepts: (given: string) => boolean;
  /** All that there have ever been: what was secret stays so. */
  readonly all: () => readonly string[];
  /** Takes over what was read again; false when it is what it was. */
  readonly replace: (values: readonly string[]) => boolean;
};

/** Accepts `first`, until others take their place. */
export function portalSecrets(first: readonly string[]): PortalSecrets {
  let accepted = first;
  const ever = new Set(first);
  return {
    // Every one is compared, so that the time it takes tells nothing.
    accepts: (given) => accepted.filter((value) => sameToken(given, value)).length > 0,
    all: () => [...ever],
    replace(values) {
      const isOther = values.join('\n') !== accepted.join('\n');
      accepted = values;
      for (const value of values) ever.add(value);
      return isOther;
    },
  };
}
