import { readFileSync } from 'node:fs';

/** The version in package.json, which stands two folders above both the sources and the built server. */
export function readVersion(): string {
  try {
    const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    const known = typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : '';
    return typeof known === 'string' && known !== '' ? known : 'unknown';
  } catch {
    return 'unknown';
  }
}
