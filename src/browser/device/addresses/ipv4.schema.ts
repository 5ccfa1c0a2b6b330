import { type AnyDevice, machineName } from '#browser/device/device-facts.ts';
import * as v from 'valibot';

/** What is asked for: a new IPv4 address. */
export const ipv4IntentSchema = v.object({ ipv4: v.string() });
export type Ipv4Intent = v.InferOutput<typeof ipv4IntentSchema>;

/** A device as far as a link to it needs. */
export type Holder = { readonly key: string; readonly name: string };

/**
 * What a typed address is: not there, not finished, the one that the device has, wrong with the way to mend it, taken by
 * another device, or one that can be asked for, perhaps with a doubt.
 */
export type Ipv4Check =
  | { readonly kind: 'empty' | 'unfinished' | 'unchanged' }
  | { readonly kind: 'wrong'; readonly words: string }
  | { readonly kind: 'taken'; readonly holder: Holder }
  | { readonly kind: 'fits'; readonly ipv4: string; readonly doubt: string | undefined };

/** An IPv4 address as a number, or undefined; four decimal parts without leading zeros, as the server reads it. */
export function readIpv4(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.reduce((address, part) => address * 256 + Number(part), 0);
}

/** The number of an IPv4 address as text. */
export function printIpv4(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
}

/** A block of addresses, both ends included. */
export type Block = { readonly first: number; readonly last: number };

/** The addresses of an IPv4 network such as "100.81.0.0/16"; undefined for every other text. */
export function readBlock(cidr: string): Block | undefined {
  const [address = '', digits = '', more] = cidr.split('/');
  const start = readIpv4(address);
  const length = Number(digits);
  if (start === undefined || more !== undefined || !/^\d{1,2}$/.test(digits) || length > 32) return undefined;
  const size = 2 ** (32 - length);
  const first = Math.floor(start / size) * size;
  return { first, last: first + size - 1 };
}

/** Everything that Tailscale gives out (https://tailscale.com/kb/1015/100.x-addresses). */
export const tailscaleBlock: Block = { first: 0x64_40_00_00, last: 0x64_7f_ff_ff };

type Special = Block & { readonly words: string };

function special(cidr: string, words: string): Special {
  const block = readBlock(cidr);
  if (block === undefined) throw new RangeError(`${cidr} is no block of addresses.`);
  return { ...block, words };
}

/** The aliases of these in capture mode: of a block that nobody has, of the same size. */
const maskedBlock: Block = { first: 0xfa_40_00_00, last: 0xfa_7f_ff_ff };

/** Blocks that no device gets (https://tailscale.com/kb/1304/ip-pool). */
const reserved: readonly Special[] = [
  special('100.100.0.0/24', "100.100.0.0/24 is reserved for Tailscale's own services. Use another address."),
  special(
    '100.100.100.0/24',
    "100.100.100.0/24 is reserved for Tailscale's own services, MagicDNS among them. Use another address.",
  ),
  special('100.115.92.0/23', '100.115.92.0/23 is reserved, as ChromeOS uses it inside. Use another address.'),
];

/** What the server was seen to refuse, or uses itself, without a document that says so. */
const doubtful: readonly Special[] = [
  special('100.101.102.103/32', "100.101.102.103 is Tailscale's hello service. The server may refuse it."),
  special('100.115.0.0/16', 'The server has refused addresses in 100.115.0.0/16 before.'),
  special('100.127.0.1/32', 'The server has refused 100.127.0.1 before.'),
];

function within(block: Block, address: number): boolean {
  return address >= block.first && address <= block.last;
}

/** True for an address that a device can be given without any doubt. */
export function isPlain(address: number): boolean {
  return within(tailscaleBlock, address) && ![...reserved, ...doubtful].some((block) => within(block, address));
}

/** Checks an address while it is typed; `devices` is the whole tailnet, shared-in devices included. */
export function checkIpv4(
  text: string,
  now: string | undefined,
  deviceId: string,
  devices: readonly AnyDevice[],
): Ipv4Check {
  const typed = text.trim();
  if (typed === '') return { kind: 'empty' };
  if (typed === now) return { kind: 'unchanged' };
  const address = readIpv4(typed);
  if (address === undefined) return formCheck(typed);
  const home =
    within(maskedBlock, readIpv4(now ?? '') ?? 0) && within(maskedBlock, address) ? maskedBlock : tailscaleBlock;
  if (!within(home, address)) return wrong('Use an address in 100.64.0.0/10, that is 100.64.0.0 to 100.127.255.255.');
  const closed = reserved.find((block) => within(block, address));
  if (closed !== undefined) return wrong(closed.words);
  const holder = holderOf(typed, deviceId, devices);
  if (holder !== undefined) return { kind: 'taken', holder };
  return { kind: 'fits', ipv4: typed, doubt: doubtful.find((block) => within(block, address))?.words };
}

function wrong(words: string): Ipv4Check {
  return { kind: 'wrong', words };
}

function formCheck(typed: string): Ipv4Check {
  if (typed.includes(':')) return wrong('Use an IPv4 address. The IPv6 address stays as it is.');
  const [alone = '', length] = typed.split('/');
  if (length !== undefined && readIpv4(alone) !== undefined)
    return wrong(`Use one address: ${alone}, without its /${length}.`);
  const parts = typed.split('.');
  const bare = parts.map((part) => part.replace(/^0+(?=\d)/, '')).join('.');
  if (bare !== typed && readIpv4(bare) !== undefined) return wrong(`Write it as ${bare}, without leading zeros.`);
  const isBeginning =
    parts.length <= 4 &&
    parts.every(
      (part, place) => /^\d{0,3}$/.test(part) && Number(part) < 256 && (part !== '' || place === parts.length - 1),
    );
  if (isBeginning && (parts.length < 4 || parts[3] === '')) return { kind: 'unfinished' };
  return wrong('Use four numbers from 0 to 255 with dots between them, such as 100.64.0.15.');
}

function holderOf(ipv4: string, deviceId: string, devices: readonly AnyDevice[]): Holder | undefined {
  const holder = devices.find(
    (device) => device.nodeId !== deviceId && device.id !== deviceId && device.addresses?.includes(ipv4) === true,
  );
  return holder && { key: holder.nodeId || holder.id || '', name: machineName(holder) };
}
