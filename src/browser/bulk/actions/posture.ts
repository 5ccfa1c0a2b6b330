import { machineName } from '#browser/device/device-facts.ts';
import { printValue } from '#browser/device/posture/attribute-rows.ts';
import { postureStep } from '#browser/device/posture/posture-change.ts';
import { postureOptions } from '#browser/device/posture/posture.mutation.ts';
import { type PostureIntent, isInEffect, seenOf } from '#browser/device/posture/posture.schema.ts';
import { type BulkAction, type BulkWriter, changed, foreignReason, leftOut } from '#browser/bulk/bulk-action.ts';
import { runMutation } from '#browser/bulk/run-mutation.ts';
import type { Attributes } from '#contract/posture.ts';
import { patchTogether } from './posture-patch.ts';

/** Gives the attributes of a device by its key where this page has read them. */
export type KnownAttributes = (key: string) => Attributes | undefined;

/**
 * Sets or deletes one posture attribute; what each device had is read right before it is changed. Devices go together
 * where the server takes many at once, else one by one as on their pages. Those of which it is `known` that they have it
 * so are left out.
 */
export function postureAction(intent: PostureIntent, known: KnownAttributes): BulkAction {
  const { key } = intent;
  const isDeletion = intent.kind === 'delete';
  return {
    aspect: 'posture',
    title: isDeletion ? 'Posture attribute deleted' : 'Posture attribute set',
    lead: isDeletion ? `Delete ${key}` : `Set ${key} to ${printValue(intent.value)}`,
    verb: isDeletion ? `delete ${key}` : `set ${key}`,
    scope: 'change posture attributes',
    isDestructive: false,
    verdictOn(device) {
      const foreign = foreignReason(device);
      if (foreign !== undefined) return leftOut(foreign);
      const before = known(device.key);
      if (before !== undefined && isInEffect(before, intent))
        return leftOut(isDeletion ? 'It has no such attribute.' : 'It has this value already.');
      const target = { deviceId: device.key, deviceName: machineName(device) };
      return changed('', () => postureStep(target, intent, before === undefined ? null : seenOf(before, key)));
    },
    carryOut: (writer) => writeOne(writer, intent),
    together: patchTogether(intent, (writer) => writeOne(writer, intent)),
  };
}

/** Writes one device by the mutation of its panel, over what it has at this moment. */
async function writeOne(writer: BulkWriter, intent: PostureIntent): Promise<'changed'> {
  const before = await writer.api.client('getAttributes', { parameters: { deviceId: writer.deviceId } });
  if (isInEffect(before, intent)) return 'changed';
  await runMutation(writer.queryClient, postureOptions(writer), { ...intent, base: seenOf(before, intent.key) });
  return 'changed';
}
