import { undoWith } from '#browser/device/editing/undo-with.ts';
import { setApprovalOptions } from './approval.mutation.ts';
import { approvalIntentSchema } from './approval.schema.ts';

/** Gives approval back, or takes it away again. */
export const undoApproval = undoWith(setApprovalOptions, approvalIntentSchema);
