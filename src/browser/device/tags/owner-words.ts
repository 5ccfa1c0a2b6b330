import type { AnyDevice } from '#browser/device/device-facts.ts';

/**
 * Who owns a device, as one sentence. A tagged device belongs to its tags; what the API still calls its user is then at
 * best who registered it, and only an address is worth repeating (https://tailscale.com/kb/1068/tags).
 */
export function ownerWords(device: AnyDevice): string {
  const user = device.user ?? '';
  if ((device.tags ?? []).length > 0)
    return user.includes('@') ? `Owned by its tags. Registered by ${user}.` : 'Owned by its tags.';
  if (device.isExternal === true)
    return user === '' ? 'Owned in another tailnet.' : `Owned by ${user}, in another tailnet.`;
  return user === '' ? 'The server names no owner.' : `Owned by ${user}.`;
}
