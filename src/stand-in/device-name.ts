import { type Device } from '#contract/device.ts';
import { labelOf, type TailnetState } from './tailnet.ts';

const longestLabel = 63;
const separators = new Set([' ', '.', '@', '_']);
const isAlphanumeric = (character: string | undefined) => /^[a-z0-9]$/i.test(character ?? '');

/**
 * A host name as a DNS label, as `SanitizeHostname` in tailscale/tailscale `util/dnsname` makes it: names are rewritten,
 * never rejected. May come out empty.
 */
export function sanitizeHostname(hostname: string): string {
  const trimmed = ['.local', '.localdomain', '.lan'].reduce(
    (name, suffix) => (name.endsWith(suffix) ? name.slice(0, -suffix.length) : name),
    hostname,
  );
  // The server counts and drops bytes, not characters.
  const bytes = Array.from(new TextEncoder().encode(trimmed).slice(0, longestLabel), (byte) =>
    String.fromCharCode(byte),
  );
  const start = bytes.findIndex(isAlphanumeric);
  const end = bytes.findLastIndex(isAlphanumeric);
  if (start < 0) return '';
  return bytes
    .slice(start, end + 1)
    .map((character) => {
      if (separators.has(character)) return '-';
      return isAlphanumeric(character) || character === '-' ? character.toLowerCase() : '';
    })
    .join('');
}

/** The label that a requested name becomes; a full name inside the tailnet's own domain counts as its first label. */
export function requestedLabel(tailnet: TailnetState, name: string): string {
  const suffix = `.${tailnet.domain}`;
  const withoutDot = name.replace(/\.$/, '');
  const own = withoutDot.toLowerCase().endsWith(suffix) ? withoutDot.slice(0, -suffix.length) : name;
  return sanitizeHostname(own) || 'node';
}

/** Whether another device has the label, or had it until a short while ago. */
export function isTaken(tailnet: TailnetState, label: string, except: Device): boolean {
  if ((tailnet.heldNames.get(label) ?? 0) > tailnet.now()) return true;
  for (const device of tailnet.store.every()) {
    if (device !== except && !device.isExternal && labelOf(device) === label) return true;
  }
  return false;
}

/** The label made from what the OS reports, numbered `-1`, `-2`… when taken (https://tailscale.com/kb/1098/machine-names). */
export function labelFromHostname(tailnet: TailnetState, device: Device): string {
  const base = sanitizeHostname(device.hostname ?? '') || 'node';
  let label = base;
  for (let number = 1; isTaken(tailnet, label, device); number++) label = `${base}-${number}`;
  return label;
}
