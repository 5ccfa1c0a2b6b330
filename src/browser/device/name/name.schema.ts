import { type AnyDevice, machineName } from '#browser/device/device-facts.ts';
import * as v from 'valibot';

/** What is asked for: a name as typed; "" goes back to the host name of the OS. */
export const nameIntentSchema = v.object({ name: v.pipe(v.string(), v.maxLength(255)) });
export type NameIntent = v.InferOutput<typeof nameIntentSchema>;

const longestLabel = 63;
const suffixes = ['.local', '.localdomain', '.lan'] as const;

/**
 * A host name as a DNS label, as the server makes it: names are rewritten, never rejected (`SanitizeHostname` in
 * tailscale/tailscale, util/dnsname). Suffixes of home networks go, 63 bytes stay, separators become hyphens, and
 * everything else that is no letter or digit goes. May come out empty.
 */
export function sanitizeHostname(hostname: string): string {
  let name = hostname;
  for (const suffix of suffixes) if (name.endsWith(suffix)) name = name.slice(0, -suffix.length);
  // Bytes count, and none of those outside of ASCII stays: each stands here as one sign that goes.
  const bytes = Array.from(new TextEncoder().encode(name).subarray(0, longestLabel), (byte) =>
    byte < 128 ? String.fromCharCode(byte) : '\u{fffd}',
  ).join('');
  return bytes
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/gi, '')
    .replace(/[ .@_]/g, '-')
    .replace(/[^a-z0-9-]/gi, '')
    .toLowerCase();
}

/** The domain of a tailnet, "tail4e21b.ts.net", from the MagicDNS name of one of its devices; "" where it has none. */
export function domainOf(device: AnyDevice): string {
  const name = (device.name ?? '').replace(/\.$/, '');
  const dot = name.indexOf('.');
  return dot === -1 ? '' : name.slice(dot + 1);
}

/** The label that a typed name becomes. A full name inside of the own domain counts as its first label; "" resets. */
export function labelOf(typed: string, device: AnyDevice): string {
  if (typed === '') return hostLabel(device);
  const suffix = `.${domainOf(device)}`;
  const bare = typed.replace(/\.$/, '');
  const isOwn = suffix !== '.' && bare.toLowerCase().endsWith(suffix.toLowerCase());
  return sanitizeHostname(isOwn ? bare.slice(0, -suffix.length) : typed) || 'node';
}

function hostLabel(device: AnyDevice): string {
  return sanitizeHostname(device.hostname ?? '') || 'node';
}

/** True when a device has the name that was asked for; a reset may bring a number along (https://tailscale.com/kb/1098). */
export function hasName(device: AnyDevice, { name }: NameIntent): boolean {
  const label = machineName(device);
  if (name !== '') return label === labelOf(name, device);
  const base = hostLabel(device);
  return label === base || (label.startsWith(`${base}-`) && /^\d+$/.test(label.slice(base.length + 1)));
}

/** A device with the name that was asked for. */
export function applyName<D extends AnyDevice>(device: D, intent: NameIntent): D {
  if (hasName(device, intent)) return device;
  const domain = domainOf(device);
  const label = labelOf(intent.name, device);
  return { ...device, name: domain === '' ? label : `${label}.${domain}` };
}

/** What a typed name comes to. `label` is what the server will make of it. */
export type NameCheck =
  | { readonly kind: 'unchanged'; readonly label: string }
  | { readonly kind: 'long' }
  | { readonly kind: 'taken'; readonly label: string; readonly holder: { readonly key: string; readonly name: string } }
  | { readonly kind: 'fits'; readonly label: string; readonly isReset: boolean; readonly mayGetNumber: boolean };

/** Checks a name while it is typed. Names of shared-in devices are those of another tailnet and do not collide. */
export function checkName(text: string, device: AnyDevice, deviceId: string, devices: readonly AnyDevice[]): NameCheck {
  const typed = text.trim();
  if (typed.length > 255) return { kind: 'long' };
  const label = labelOf(typed, device);
  if (hasName(device, { name: typed })) return { kind: 'unchanged', label: machineName(device) };
  const holder = devices.find(
    (other) =>
      other.nodeId !== deviceId && other.id !== deviceId && other.isExternal !== true && machineName(other) === label,
  );
  if (typed === '') return { kind: 'fits', label, isReset: true, mayGetNumber: holder !== undefined };
  if (holder !== undefined)
    return { kind: 'taken', label, holder: { key: holder.nodeId || holder.id || '', name: machineName(holder) } };
  return { kind: 'fits', label, isReset: false, mayGetNumber: false };
}
