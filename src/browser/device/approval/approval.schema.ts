import type { AnyDevice } from '#browser/device/device-facts.ts';
import * as v from 'valibot';

/** What a person wants: that a device may connect, or that it may not. */
export const approvalIntentSchema = v.object({ authorized: v.boolean() });
export type ApprovalIntent = v.InferOutput<typeof approvalIntentSchema>;

/** The device once an intent has been carried out; the same one when nothing changes. */
export function applyApproval<D extends Pick<AnyDevice, 'authorized'>>(device: D, intent: ApprovalIntent): D {
  return isApprovalSet(device, intent) ? device : { ...device, authorized: intent.authorized };
}

/** True when a device is as the intent wants it. An answer that does not tell is no approval that was asked for. */
export function isApprovalSet(device: Pick<AnyDevice, 'authorized'>, intent: ApprovalIntent): boolean {
  return device.authorized === intent.authorized;
}

/** True when revoking its approval removes a device for good: an ephemeral one leaves as soon as it is cut off. */
export function leavesWhenRevoked(device: Pick<AnyDevice, 'isEphemeral'>): boolean {
  return device.isEphemeral === true;
}
