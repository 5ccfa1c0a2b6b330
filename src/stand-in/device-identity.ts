import { base58Digits, type Random } from './random.ts';

/** Ids in the shapes of the control plane: a decimal one of 16 digits, and `n…11CNTRL`. */
export function inventIds(random: Random): { readonly id: string; readonly nodeId: string } {
  return {
    id: String(1e15 + random.integer(8e15)),
    nodeId: `n${random.text(base58Digits, 10)}11CNTRL`,
  };
}

/** The keys of a machine and of its node, 64 hex digits each. */
export function inventKeys(random: Random): { readonly machineKey: string; readonly nodeKey: string } {
  return { machineKey: `mkey:${random.hex(64)}`, nodeKey: `nodekey:${random.hex(64)}` };
}

/** A client version as the API writes it, e.g. `1.92.3-t1a2b3c4d5-g6e7f8a9b0`; the same release has the same commits. */
export function fullVersion(release: string, random: Random): string {
  return `${release}-t${random.hex(9)}-g${random.hex(9)}`;
}
