import { type Device } from '#contract/device.ts';
import { keyOf } from './device-store.ts';
import { demoDevice, moved } from './demo-device.ts';
import { demoPeoplesDevices } from './demo-people.ts';
import { demoServers } from './demo-servers.ts';
import { mintInvite, type NewInvite } from './invites.ts';
import { createRandom, hashText } from './random.ts';
import { day, rfc3339 } from './rfc3339.ts';
import { labelOf, type Attribute, type Person, type StoredInvite, type TailnetSeed } from './tailnet.ts';
import { approvingSettings, person, policyWith } from './tailnet-seed.ts';

/** The demo tailnet: 34 invented devices with every awkward case, told for `now` in milliseconds since 1970. */
export function demoTailnet(now: number): TailnetSeed {
  const present = Math.floor(now / 1000) * 1000;
  const devices = [...demoServers, ...demoPeoplesDevices].map((row) => demoDevice(row, present)).toSorted(byCreation);
  const idOf = new Map(devices.map((device) => [labelOf(device), device]));
  const byNodeId = <T>(entries: Readonly<Record<string, (device: Device) => T>>): Record<string, T> =>
    Object.fromEntries(
      Object.entries(entries).flatMap(([label, make]) => {
        const device = idOf.get(label);
        return device === undefined ? [] : [[keyOf(device), make(device)]];
      }),
    );
  return {
    devices: devices.map((device) => ({ device })),
    people: () => people(present),
    policy: policyWith(devices.filter((device) => !device.isExternal).flatMap((device) => device.tags ?? [])),
    settings: approvingSettings(),
    attributes: byNodeId(attributes(present)),
    invites: byNodeId(invites(present)),
  };
}

/** Shared-in devices carry no date and come last. */
function byCreation(left: Device, right: Device): number {
  if (!left.created || !right.created) return left.created ? -1 : right.created ? 1 : 0;
  return left.created < right.created ? -1 : 1;
}

function attributes(now: number): Record<string, () => Record<string, Attribute>> {
  return {
    'edge-fra-01': () => ({
      'custom:diskEncryption': { value: true },
      'custom:patchScore': { value: 87 },
      'custom:site': { value: 'fra_dc2' },
    }),
    'db-prod-01': () => ({
      'custom:backupWindow': { value: 'Sun_02.00' },
      'custom:patchScore': { value: 91, expiry: rfc3339(now + 9 * day) },
    }),
    bastion: () => ({ 'custom:breakGlass': { value: true, expiry: rfc3339(now + day / 4) } }),
    'amelie-mbp': () => ({
      'custom:diskEncryption': { value: true },
      'custom:site': { value: 'fra_office', expiry: rfc3339(now + 30 * day) },
      'falcon:ztaScore': { value: 89 },
      'ip:country': { value: 'DE' },
      'kandji:mdmEnabled': { value: true },
      'node:tsStateEncrypted': { value: true },
    }),
    'jonas-thinkpad': () => ({
      'custom:diskEncryption': { value: false },
      'intune:complianceState': { value: 'compliant' },
    }),
  };
}

type Shared = NewInvite & { readonly at: string; readonly acceptedBy?: string };

function invites(now: number): Record<string, (device: Device) => StoredInvite[]> {
  const shares = (entries: readonly Shared[]) => (device: Device) => {
    const random = createRandom(hashText(`invites of ${keyOf(device)}`));
    return entries.map(({ at, acceptedBy, ...invite }): StoredInvite => {
      const minted = mintInvite(device, invite, moved(at, now), random);
      if (acceptedBy === undefined) return minted;
      const id = String(100_000 + random.integer(900_000));
      return { ...minted, accepted: true, acceptedBy: { id, loginName: acceptedBy, profilePicUrl: '' } };
    });
  };
  return {
    'edge-fra-01': shares([
      {
        at: '2026-11-03T09:14:22Z',
        email: 'sre@northwind.example',
        allowExitNode: true,
        acceptedBy: 'sre@northwind.example',
      },
      { at: '2026-11-14T16:40:05Z', email: 'noc@carrier.example' },
    ]),
    'nas-basement': shares([
      { at: '2026-09-02T18:30:00Z', email: 'studio@fabrikam.example', acceptedBy: 'studio@fabrikam.example' },
      { at: '2026-10-02T07:12:40Z', acceptedBy: 'kim@contoso.example' },
    ]),
    'exit-ams-01': shares([{ at: '2026-11-18T12:00:31Z', multiUse: true, allowExitNode: true }]),
    'win-erp-01': shares([{ at: '2026-09-29T13:05:00Z', email: 'it-helpdesk@contoso.example' }]),
  };
}

function people(now: number): Person[] {
  return [
    person('amelie@example.com', now, { role: 'owner' }),
    person('jonas@example.com', now, { role: 'admin' }),
    person('priya@example.com', now, { role: 'network-admin' }),
    person('tomas@example.com', now),
    person('lena@example.com', now, { role: 'it-admin' }),
    person('marco@example.com', now, { created: rfc3339(now - 2 * day) }),
    person('nadia@example.com', now, { role: 'billing-admin', status: 'idle' }),
    person('felix@example.com', now, { status: 'suspended' }),
    person('ops@acme.example', now, { type: 'shared' }),
    person('sre@northwind.example', now, { type: 'shared' }),
  ];
}
