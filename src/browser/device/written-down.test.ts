import { setIpv4Options } from '#browser/device/addresses/ipv4.mutation.ts';
import { setApprovalOptions } from '#browser/device/approval/approval.mutation.ts';
import { deleteDeviceOptions } from '#browser/device/delete/delete-device.mutation.ts';
import { expireKeyOptions } from '#browser/device/expire-key/expire-key.mutation.ts';
import { WriteError } from '#browser/device/failure/write-error.ts';
import { setKeyExpiryOptions } from '#browser/device/key-expiry/key-expiry.mutation.ts';
import { setNameOptions } from '#browser/device/name/name.mutation.ts';
import { postureOptions } from '#browser/device/posture/posture.mutation.ts';
import { sharingOptions } from '#browser/device/sharing/sharing.mutation.ts';
import { setTagsOptions } from '#browser/device/tags/tags.mutation.ts';
import { failureOf, pageWorld, stopDate } from '#run/testing/page-world.ts';
import { describe, expect, test } from 'vitest';
import type { DeviceWriter } from './editing/device-mutation.ts';
import { carryOut } from './editing/undo-with.ts';

const deviceId = 'n5SUKe8CNTRL';

/** One change of each part of a device; routes have tests of their own. */
const changes = {
  tags: (writer: Writer) =>
    carryOut(writer.queryClient, setTagsOptions(writer), { add: ['tag:web'], remove: [], opened: undefined, own: [] }),
  'key-expiry': (writer) => carryOut(writer.queryClient, setKeyExpiryOptions(writer), { keyExpiryDisabled: false }),
  'expire-key': (writer) => carryOut(writer.queryClient, expireKeyOptions(writer), null),
  approval: (writer) => carryOut(writer.queryClient, setApprovalOptions(writer), { authorized: false }),
  delete: (writer) =>
    carryOut(
      writer.queryClient,
      deleteDeviceOptions({ ...writer, deviceName: 'edge-fra-01', onGone: () => Promise.resolve() }),
      undefined,
    ),
  ipv4: (writer) => carryOut(writer.queryClient, setIpv4Options(writer), { ipv4: '100.99.1.2' }),
  name: (writer) => carryOut(writer.queryClient, setNameOptions(writer), { name: 'edge-ber-01' }),
  posture: (writer) =>
    carryOut(writer.queryClient, postureOptions(writer), {
      kind: 'set',
      key: 'custom:rack',
      value: 'b7',
      base: null,
    }),
  sharing: (writer) =>
    carryOut(writer.queryClient, sharingOptions(writer), {
      kind: 'create',
      invites: [{ multiUse: false, allowExitNode: false }],
    }),
} satisfies Record<string, (writer: Writer) => Promise<unknown>>;

type Writer = Awaited<ReturnType<typeof pageWorld>>['writerOf'] extends (id: string) => infer W
  ? W & DeviceWriter
  : never;

describe.each(Object.entries(changes))('a change of %s', (aspect, change) => {
  test('stands in the log from the first moment, and goes on there as one entry', async () => {
    stopDate();
    const { writerOf, activity } = await pageWorld();
    const done = change(writerOf(deviceId));
    expect(activity.entries()).toMatchObject([{ aspect, outcome: 'waiting' }]);
    const [begun] = activity.entries();
    await done;
    expect(activity.entries()).toMatchObject([{ id: begun?.id, aspect, outcome: 'applied', status: 200 }]);
  });
});

test('a change before which nothing could be read was not sent, and the log says why', async () => {
  const { standIn, writerOf, activity } = await pageWorld();
  const writer = writerOf(deviceId);
  standIn.fail({ endpoint: 'getDevice', status: 503 });
  standIn.fail({ endpoint: 'getDevice', status: 503 });
  await failureOf(changes.tags(writer), WriteError);
  expect(activity.entries()).toMatchObject([{ outcome: 'not-sent', status: 503, undoneAt: undefined }]);
});
