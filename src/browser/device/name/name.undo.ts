import { undoWith } from '#browser/device/editing/undo-with.ts';
import { setNameOptions } from './name.mutation.ts';
import { nameIntentSchema } from './name.schema.ts';

/** Gives a device its old name back; fails also when another device has it by now. */
export const undoName = undoWith(setNameOptions, nameIntentSchema);
