import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { ConfigError } from '#proxy/config-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A secret as it was given, not judged yet. */
export type SecretText = {
  readonly text: string;
  /** The variable that it comes from, for a sentence about it: "TAILSCALE_API_KEY_FILE". */
  readonly source: string;
  readonly isFromFile: boolean;
  /** What whoever runs the console should know of where it is kept, as a sentence. */
  readonly warning: string | undefined;
};

const longest = 4096;

/**
 * The secret of a variable, or of the file that the same name with `_FILE` names, read now; a line break at the end of
 * the file is none of the secret. Undefined where neither is set. Throws ConfigError, which repeats neither the text nor
 * the name of the file, as either may stand in the other's place.
 */
export function readSecretText(environment: Environment, name: string): SecretText | undefined {
  const source = `${name}_FILE`;
  const given = environment[name] || undefined;
  const path = environment[source] || undefined;
  if (given !== undefined && path !== undefined) {
    throw new ConfigError(`${name} and ${source} are both set. Leave one of them out.`);
  }
  if (path === undefined) {
    return given === undefined ? undefined : { text: given, source: name, isFromFile: false, warning: undefined };
  }
  const { bytes, mode } = readSmallFile(path, source);
  const text = bytes.toString('utf8').replace(/\r?\n$/, '');
  if (text === '') throw new ConfigError(`${source} names a file with nothing in it.`);
  // Orchestrators hand secrets over as files that all may read within a container, so it is not refused.
  const isOpen = process.platform !== 'win32' && (mode & 0o007) !== 0;
  const warning = isOpen
    ? `${source} names a file that every user of this machine may read. Give it mode 0600.`
    : undefined;
  return { text, source, isFromFile: true, warning };
}

function readSmallFile(path: string, source: string): { bytes: Buffer; mode: number } {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const about = fstatSync(file);
    if (!about.isFile() || about.size > longest) {
      throw new ConfigError(`${source} names something that is no file of one secret.`);
    }
    return { bytes: readFileSync(file), mode: about.mode };
  } catch (error) {
    throw error instanceof ConfigError ? error : new ConfigError(`${source} names a file that cannot be read.`);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
