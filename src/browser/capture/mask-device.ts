import type { Device } from '#contract/device.ts';
import type { Aliases } from './aliases.ts';

/**
 * A device with aliases in place of its identities. Only what is named here passes, so that a field which the API gets
 * one day is not shown before somebody has decided what it is.
 */
export function maskDevice(device: Device, aliases: Aliases): Device {
  const { addresses, id, nodeId, user, name, hostname, enabledRoutes, advertisedRoutes, tailnetLockError } = device;
  return {
    addresses: addresses?.map(aliases.address),
    id: id ? aliases.deviceId(id) : id,
    nodeId: nodeId ? aliases.nodeId(nodeId) : nodeId,
    user: user ? aliases.user(user) : user,
    name: name ? aliases.name(name) : name,
    hostname: hostname ? aliases.host(hostname, name ?? '') : hostname,
    clientVersion: device.clientVersion,
    updateAvailable: device.updateAvailable,
    os: device.os,
    created: device.created,
    connectedToControl: device.connectedToControl,
    lastSeen: device.lastSeen,
    keyExpiryDisabled: device.keyExpiryDisabled,
    expires: device.expires,
    authorized: device.authorized,
    isExternal: device.isExternal,
    machineKey: device.machineKey && aliases.hide(device.machineKey, 'machineKey'),
    nodeKey: device.nodeKey && aliases.hide(device.nodeKey, 'nodeKey'),
    blocksIncomingConnections: device.blocksIncomingConnections,
    tailnetLockKey: device.tailnetLockKey && aliases.hide(device.tailnetLockKey, 'lockKey'),
    tailnetLockError: tailnetLockError ? aliases.text(tailnetLockError) : tailnetLockError,
    tags: device.tags,
    isEphemeral: device.isEphemeral,
    multipleConnections: device.multipleConnections,
    enabledRoutes: enabledRoutes?.map(aliases.prefix),
    advertisedRoutes: advertisedRoutes?.map(aliases.prefix),
    clientConnectivity: maskConnectivity(device.clientConnectivity, aliases),
    postureIdentity: maskPosture(device.postureIdentity, aliases),
    sshEnabled: device.sshEnabled,
    distro: device.distro,
  };
}

function maskConnectivity(told: Device['clientConnectivity'], aliases: Aliases): Device['clientConnectivity'] {
  return told && { ...told, endpoints: told.endpoints?.map(aliases.endpoint) };
}

function maskPosture(told: Device['postureIdentity'], aliases: Aliases): Device['postureIdentity'] {
  const hideAll = (texts: readonly string[] | null | undefined, thing: 'serial' | 'hardware') =>
    texts?.flatMap((text) => aliases.hide(text, thing) ?? []);
  return (
    told && {
      disabled: told.disabled,
      serialNumbers: hideAll(told.serialNumbers, 'serial'),
      hardwareAddresses: hideAll(told.hardwareAddresses, 'hardware'),
    }
  );
}
