import { approveSubnetRoute } from './approve-subnet-route.ts';
import type { Runbook } from './runbook.ts';

/** Every runbook, in the order of the page. */
export const allRunbooks: readonly Runbook[] = [approveSubnetRoute];
