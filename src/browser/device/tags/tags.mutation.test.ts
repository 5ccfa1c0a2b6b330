import { type ListAnswer, deviceKeys } from '#browser/api/queries.ts';
import { ChangeError } from '#browser/changes/send-change.ts';
import { WriteError } from '#browser/device/failure/write-error.ts';
import type { Device } from '#contract/device.ts';
import { failureOf, now, pageWorld } from '#run/testing/page-world.ts';
import { MutationObserver } from '@tanstack/react-query';
import { describe, expect, test } from 'vitest';
import { setTagsOptions } from './tags.mutation.ts';
import type { TagsIntent } from './tags.schema.ts';
import { undoTags } from './tags.undo.ts';

const deviceId = 'nServer01CNTRL';
const server: Device = {
  id: '1001',
  nodeId: deviceId,
  name: 'db-01.tail4e21b.ts.net',
  addresses: ['100.64.0.1'],
  tags: ['tag:db', 'tag:prod'],
};
// What the policy file defines is what devices have.
const others: Device = {
  id: '1002',
  nodeId: 'nOther01CNTRL',
  name: 'o.tail4e21b.ts.net',
  tags: ['tag:web', 'tag:mon'],
};

/** A tailnet of two devices. */
async function world(device: Device = server) {
  const page = await pageWorld({ devices: [device, others] });
  const writer = page.writerOf(deviceId);
  return {
    ...page,
    writer,
    write: (intent: Partial<TagsIntent>) =>
      new MutationObserver(page.queryClient, setTagsOptions(writer)).mutate({ add: [], remove: [], ...intent }),
    tags: () => page.standIn.tailnet.device(deviceId).tags,
    posts: () => page.bodiesOf('setTags'),
  };
}

describe('writing tags', () => {
  test('sends the whole list once, made of what the server has, and shows it on page and list', async () => {
    const { write, tags, posts, queryClient, queries } = await world();
    await queryClient.query(queries.list());
    await write({ add: ['tag:web'], remove: ['tag:db'], opened: ['tag:db', 'tag:prod'] });
    expect(posts()).toEqual([{ tags: ['tag:prod', 'tag:web'] }]);
    expect(tags()).toEqual(['tag:prod', 'tag:web']);
    expect(queryClient.getQueryData<Device>(deviceKeys.detail(deviceId))?.tags).toEqual(tags());
    expect(queryClient.getQueryData<ListAnswer>(deviceKeys.list)?.devices[0]?.tags).toEqual(tags());
  });

  test('sends nothing when the server has it already', async () => {
    const { write, posts } = await world();
    await write({ add: ['tag:prod'], opened: ['tag:db'] });
    expect(posts()).toEqual([]);
  });

  test('nothing is sent over a list that someone else changed since it was opened', async () => {
    const { write, standIn, tags, posts } = await world();
    standIn.tailnet.device(deviceId).tags = ['tag:db', 'tag:mon', 'tag:prod'];
    const { outcome } = await failureOf(
      write({ add: ['tag:web'], opened: ['tag:db', 'tag:prod'] }),
      ChangeError,
      WriteError,
    );
    expect([outcome, posts()]).toEqual(['changed-since', []]);
    expect(tags()).toEqual(['tag:db', 'tag:mon', 'tag:prod']);
  });

  test('someone who writes between reading and sending is noticed, too', async () => {
    const { write, standIn, tags, posts } = await world();
    // The page's own reading is the older one.
    standIn.fail({ endpoint: 'getDevice', json: { ...server, tags: ['tag:db', 'tag:prod'] } });
    standIn.tailnet.device(deviceId).tags = ['tag:db', 'tag:mon', 'tag:prod'];
    const { outcome } = await failureOf(
      write({ add: ['tag:web'], opened: ['tag:db', 'tag:prod'] }),
      ChangeError,
      WriteError,
    );
    expect([outcome, posts()]).toEqual(['changed-since', []]);
    expect(tags()).toEqual(['tag:db', 'tag:mon', 'tag:prod']);
  });

  test('two of one person go one after the other, and the second is no conflict with the first', async () => {
    const { write, tags } = await world();
    const first = write({ add: ['tag:web'], opened: ['tag:db', 'tag:prod'] });
    await write({ add: ['tag:mon'], opened: ['tag:db', 'tag:prod', 'tag:web'], own: ['tag:web'] });
    await first;
    expect(tags()).toEqual(['tag:db', 'tag:mon', 'tag:prod', 'tag:web']);
  });
});

describe('taking it back', () => {
  test('leaves what others did since', async () => {
    const { write, writer, standIn, activity, tags } = await world();
    await write({ add: ['tag:web'], remove: ['tag:db'] });
    const [entry] = activity.entries();
    expect(entry).toMatchObject({
      outcome: 'applied',
      differences: [
        { kind: 'added', text: 'tag:web' },
        { kind: 'removed', text: 'tag:db' },
      ],
    });
    standIn.tailnet.device(deviceId).tags = ['tag:mon', 'tag:prod', 'tag:web'];
    await undoTags(writer, entry?.undo?.intent, entry?.id ?? '');
    expect(tags()).toEqual(['tag:db', 'tag:mon', 'tag:prod']);
    expect(activity.entries()[0]?.undoneAt).toBe(now);
  });

  test('is not offered for the first tag, as the last one cannot go', async () => {
    const { write, activity } = await world({ ...server, tags: [], user: 'amelie@example.com' });
    await write({ add: ['tag:web'] });
    expect(activity.entries()[0]).toHaveProperty('undo', undefined);
    expect(activity.entries()[0]?.finality).toContain('stays tagged');
  });
});

describe('a write that fails', () => {
  test('has the server’s own words', async () => {
    const { write, tags } = await world();
    const { outcome, reason } = await failureOf(write({ add: ['tag:nobody'] }), ChangeError, WriteError);
    expect([outcome, reason?.status]).toEqual(['refused', 400]);
    expect(reason?.message).toBe('requested tags [tag:nobody] are invalid or not permitted');
    expect(tags()).toEqual(['tag:db', 'tag:prod']);
  });

  test('sends nothing when the device cannot be read first', async () => {
    const { write, standIn, posts } = await world();
    standIn.fail({ endpoint: 'getDevice', status: 500 });
    expect([(await failureOf(write({ add: ['tag:web'] }), ChangeError, WriteError)).outcome, posts()]).toEqual([
      'not-sent',
      [],
    ]);
  });

  test('after a timeout it is read again, and counts as what it turned out to be', async () => {
    const { write, standIn, tags } = await world();
    standIn.fail({ endpoint: 'setTags', status: 504, after: true });
    await write({ add: ['tag:web'] });
    expect(tags()).toContain('tag:web');
    standIn.fail({ endpoint: 'setTags', status: 504 });
    expect((await failureOf(write({ add: ['tag:mon'] }), ChangeError, WriteError)).outcome).toBe('not-applied');
  });
});
