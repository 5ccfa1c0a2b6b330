import { undoWith } from '#browser/device/editing/undo-with.ts';
import { setIpv4Options } from './ipv4.mutation.ts';
import { ipv4IntentSchema } from './ipv4.schema.ts';

/** Gives a device its old address back; fails also when another device has it by now. */
export const undoIpv4 = undoWith(setIpv4Options, ipv4IntentSchema);
