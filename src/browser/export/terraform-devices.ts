import type { ListedDevice } from '#contract/device-list.ts';
import type { Change } from '#browser/changes/change.ts';
import { type Step, stepOf } from '#browser/changes/hand-off/step.ts';
import { terraformOf } from '#browser/changes/hand-off/terraform.ts';
import { machineName } from '#browser/device/device-facts.ts';

/**
 * What Terraform can hold of a device as it is: tags, approved routes, and key expiry where it is off, each with its
 * import. `taken` are the names that others of the same text have; the device's is added. A device that is shared in, or
 * has none of these, gives a comment.
 */
export function terraformDevice(device: ListedDevice, taken: Set<string>): string {
  const machine = machineName(device);
  const comment = (words: string) => `# ${machine.replaceAll(/\s+/g, ' ')}: ${words}\n\n`;
  if (device.isExternal === true) return comment('shared in from another tailnet; only its owner can change it.');
  const deviceId = device.nodeId || device.id || '';
  // Names that differ in signs alone would be one resource.
  const plain = machine.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');
  const deviceName = taken.has(plain) ? `${machine} ${deviceId}` : machine;
  taken.add(plain);
  const parameters = { deviceId };
  const tags = device.tags ?? [];
  const routes = device.enabledRoutes ?? [];
  const common = { deviceId, deviceName, differences: [], undo: undefined };
  const steps = [
    ...(tags.length === 0
      ? []
      : [step<'setTags'>({ ...common, aspect: 'tags', call: { name: 'setTags', parameters, body: { tags } } })]),
    ...(routes.length === 0
      ? []
      : [
          step<'setRoutes'>({ ...common, aspect: 'routes', call: { name: 'setRoutes', parameters, body: { routes } } }),
        ]),
    ...(device.keyExpiryDisabled === true
      ? [
          step<'setKeyExpiry'>({
            ...common,
            aspect: 'key-expiry',
            call: { name: 'setKeyExpiry', parameters, body: { keyExpiryDisabled: true } },
          }),
        ]
      : []),
  ];
  const texts = steps.flatMap((one) => {
    const text = one && terraformOf(one);
    return typeof text === 'string' ? [`${text}\n`] : [];
  });
  return texts.length === 0 ? comment('nothing that Terraform can hold.') : texts.join('');
}

/** Undefined for a device whose id no call takes. */
function step<N extends 'setTags' | 'setRoutes' | 'setKeyExpiry'>(
  change: Omit<Change<N>, 'title' | 'undoes'>,
): Step | undefined {
  try {
    return stepOf(change);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
