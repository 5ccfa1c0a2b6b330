import { approveSubnetRoute } from './approve-subnet-route.ts';
import { cleanUpStaleDevices } from './clean-up-stale-devices.ts';
import { isolateDevice } from './isolate-device.ts';
import { moveDeviceAddress } from './move-device-address.ts';
import { rescueExpiredDevice } from './rescue-expired-device.ts';
import type { Runbook } from './runbook.ts';
import { replaceServer } from './replace-server.ts';
import { setUpExitNode } from './set-up-exit-node.ts';
import { shareOneMachine } from './share-one-machine.ts';
import { tagServer } from './tag-server.ts';

/** Every runbook, in the order of the page; each leaves alone what the others need, so that one tailnet serves all. */
export const allRunbooks: readonly Runbook[] = [
  approveSubnetRoute,
  setUpExitNode,
  moveDeviceAddress,
  tagServer,
  replaceServer,
  rescueExpiredDevice,
  shareOneMachine,
  isolateDevice,
  cleanUpStaleDevices,
];
