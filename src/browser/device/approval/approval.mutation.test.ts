import { type ListAnswer, deviceKeys } from '#browser/api/queries.ts';
import type { Device } from '#contract/device.ts';
import { now, pageWorld, stopDate } from '#run/testing/page-world.ts';
import { MutationObserver } from '@tanstack/react-query';
import { describe, expect, test } from 'vitest';
import { setApprovalOptions } from './approval.mutation.ts';
import { undoApproval } from './approval.undo.ts';

const deviceId = 'nLaptop01CNTRL';
const laptop: Device = {
  id: '1001',
  nodeId: deviceId,
  name: 'laptop.tail4e21b.ts.net',
  addresses: ['100.64.0.1'],
  authorized: true,
  keyExpiryDisabled: false,
  expires: '2027-05-30T04:44:05Z',
};

/** A tailnet of one device, which the list has read. */
async function world(device: Device) {
  stopDate();
  const page = await pageWorld({ devices: [device] });
  const writer = page.writerOf(deviceId);
  await page.queryClient.query(page.queries.list());
  return {
    ...page,
    writer,
    approve: (authorized: boolean) =>
      new MutationObserver(page.queryClient, setApprovalOptions(writer)).mutate({ authorized }),
  };
}

describe('approval', () => {
  test('is given, shows in the list, and is taken back', async () => {
    const { approve, standIn, queryClient, activity, writer } = await world({ ...laptop, authorized: false });
    await approve(true);
    expect(standIn.tailnet.device(deviceId).authorized).toBe(true);
    expect(queryClient.getQueryData<ListAnswer>(deviceKeys.list)?.devices[0]?.authorized).toBe(true);
    const [entry] = activity.entries();
    await undoApproval(writer, entry?.undo?.intent, entry?.id ?? '');
    expect(standIn.tailnet.device(deviceId).authorized).toBe(false);
    expect(activity.entries()[0]?.undoneAt).toBe(now);
  });

  test('revoked from an ephemeral device is the end of it: it leaves the list, and no way back is offered', async () => {
    const { approve, queryClient, activity } = await world({ ...laptop, isEphemeral: true });
    await approve(false);
    expect(queryClient.getQueryData<ListAnswer>(deviceKeys.list)?.devices).toEqual([]);
    expect(activity.entries()[0]).toMatchObject({ outcome: 'applied', undo: undefined });
    expect(activity.entries()[0]?.finality).toContain('Cannot be undone.');
  });

  test('revoked from an ephemeral device whose answer was lost: not finding it is the success', async () => {
    const { approve, standIn, activity } = await world({ ...laptop, isEphemeral: true });
    standIn.fail({ endpoint: 'setAuthorized', drop: true, after: true });
    await approve(false);
    expect(activity.entries()[0]?.outcome).toBe('applied');
  });

  test('that the server agrees to and never shows is no success', async () => {
    const { approve, standIn } = await world({ ...laptop, authorized: false });
    standIn.fail({ endpoint: 'getDevice', json: { ...laptop, authorized: false }, skip: 1, times: 3 });
    await expect(approve(true)).rejects.toMatchObject({ outcome: 'not-kept' });
  });
});
