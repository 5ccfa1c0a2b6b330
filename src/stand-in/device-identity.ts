import { type Device } from '#contract/device.ts';
import { base58Digits, decimalDigits, hexDigits, type Random } from './random.ts';

export type Identity = Required<Pick<Device, 'id' | 'nodeId'>> & {
  readonly machineKey: string;
  readonly nodeKey: string;
};

/** Ids and keys in the shapes of the control plane: a decimal id of 16 digits, `n…11CNTRL`, and 64 hex digits. */
export function inventIdentity(random: Random): Identity {
  return {
    id: `${1 + random.integer(9)}${random.text(decimalDigits, 15)}`,
    nodeId: `n${random.text(base58Digits, 10)}11CNTRL`,
    machineKey: `mkey:${random.text(hexDigits, 64)}`,
    nodeKey: `nodekey:${random.text(hexDigits, 64)}`,
  };
}

/** A client version as the API writes it, e.g. `1.92.3-t1a2b3c4d5-g6e7f8a9b0`; the same release has the same commits. */
export function fullVersion(release: string, random: Random): string {
  return `${release}-t${random.text(hexDigits, 9)}-g${random.text(hexDigits, 9)}`;
}
