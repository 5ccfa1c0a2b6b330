import type { AnyDevice } from '#browser/device/device-facts.ts';
import type { Answer } from '#contract/endpoints.ts';
import { type Block, isPlain, printIpv4, readBlock, readIpv4, tailscaleBlock } from './ipv4.schema.ts';

type Policy = Answer<'getPolicy'>;

/** A free address, and the pool of the policy file that it is from, if any. */
export type FreeAddress = { readonly ipv4: string; readonly pool: string | undefined };

/**
 * An address that no device has: the next one after the device's own, inside an IP pool that the policy file gives to
 * the device (https://tailscale.com/kb/1304/ip-pool), else anywhere in 100.64.0.0/10. Undefined when there is none.
 * `policy` is undefined where it may not be read.
 */
export function suggestAddress(
  device: AnyDevice,
  devices: readonly AnyDevice[],
  policy: Policy | undefined,
): FreeAddress | undefined {
  const taken = new Set<number>();
  for (const other of devices) for (const text of other.addresses ?? []) taken.add(readIpv4(text) ?? -1);
  const own = (device.addresses ?? []).map(readIpv4).find((address) => address !== undefined) ?? 0;
  const pools = policy === undefined ? [] : poolsOf(device, policy);
  for (const pool of pools) {
    const block = readBlock(pool);
    const free = block && nextFree(own, block, taken);
    if (free !== undefined) return { ipv4: printIpv4(free), pool };
  }
  if (pools.length > 0) return undefined;
  const free = nextFree(own, tailscaleBlock, taken);
  return free === undefined ? undefined : { ipv4: printIpv4(free), pool: undefined };
}

/**
 * False where the addresses that the page shows are none of Tailscale's, as in capture mode, where they stand for others:
 * nobody can tell then which ones are taken.
 */
export function canSuggest(device: AnyDevice): boolean {
  return (device.addresses ?? []).every((text) => {
    const address = readIpv4(text);
    return address === undefined || (address >= tailscaleBlock.first && address <= tailscaleBlock.last);
  });
}

/** The first plain address after `own` in a block, round from its end to its beginning; .0 and .255 look like mistakes. */
function nextFree(own: number, block: Block, taken: ReadonlySet<number>): number | undefined {
  const size = block.last - block.first + 1;
  const start = own >= block.first && own < block.last ? own + 1 - block.first : 0;
  for (let step = 0; step < size; step++) {
    const address = block.first + ((start + step) % size);
    const end = address & 255;
    if (address === own || taken.has(address) || !isPlain(address)) continue;
    if (size > 256 && (end === 0 || end === 255)) continue;
    return address;
  }
  return undefined;
}

/** The IP pools that a policy file gives to a device, in its order. */
export function poolsOf(device: AnyDevice, policy: Policy): readonly string[] {
  return (policy.nodeAttrs ?? []).flatMap(({ target, ipPool }) =>
    (target ?? []).some((selector) => isMeant(selector, device, policy)) ? (ipPool ?? []) : [],
  );
}

function isMeant(selector: string, device: AnyDevice, policy: Policy): boolean {
  const tags = device.tags ?? [];
  if (selector === '*' || tags.includes(selector)) return true;
  if (selector === 'autogroup:tagged') return tags.length > 0;
  // A tagged device belongs to no user (https://tailscale.com/kb/1068/tags).
  if (tags.length > 0 || !device.user) return false;
  if (selector === 'autogroup:member') return true;
  return selector === device.user || (policy.groups?.[selector]?.includes(device.user) ?? false);
}
