import process from 'node:process';
import { ConfigError } from '#proxy/config-error.ts';
import type { Composition } from './compose.ts';

/**
 * Reads the secrets again at SIGHUP, for a key that is changed without a restart. What is under way ends with the key
 * before; a file that cannot be used leaves everything as it is, and the log says so.
 */
export function readAgainWhenTold(
  { readSecretsAgain, checkCredential, watch }: Pick<Composition, 'readSecretsAgain' | 'checkCredential' | 'watch'>,
  environment: Readonly<Record<string, string | undefined>>,
): void {
  process.on('SIGHUP', () => {
    try {
      const isOther = readSecretsAgain(environment);
      watch.log.event('info', isOther ? 'secrets read again' : 'secrets read again, nothing is new');
      if (isOther) void checkCredential();
    } catch (error) {
      // The message of such an error was written for people and repeats no value.
      if (!(error instanceof ConfigError)) throw error;
      watch.log.event('error', 'secrets could not be read again, those before stay', { reason: error.message });
    }
  });
}
