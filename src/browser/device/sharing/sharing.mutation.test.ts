import { deviceKeys } from '#browser/api/queries.ts';
import { ChangeError } from '#browser/changes/send-change.ts';
import { WriteError } from '#browser/device/failure/write-error.ts';
import type { Invite } from '#contract/invites.ts';
import { failureOf, now, pageWorld } from '#run/testing/page-world.ts';
import { MutationObserver } from '@tanstack/react-query';
import { describe, expect, test } from 'vitest';
import { LostInvitesError } from './lost-invites-error.ts';
import { remaining, sharingFailureWords, standingWords } from './sharing-words.ts';
import { sharingOptions } from './sharing.mutation.ts';
import type { SharingIntent } from './sharing.schema.ts';

/** The demo tailnet; the device is edge-fra-01. */
async function world() {
  const clock = { now };
  const page = await pageWorld({ clock: () => clock.now });
  const { queryClient, standIn } = page;
  const deviceId = standIn.tailnet.device('edge-fra-01').nodeId ?? '';
  const writer = page.writerOf(deviceId);
  return {
    ...page,
    clock,
    write: (intent: SharingIntent) => new MutationObserver(queryClient, sharingOptions(writer)).mutate(intent),
    invites: () => standIn.tailnet.invites('edge-fra-01'),
    cached: () => queryClient.getQueryData<readonly Invite[]>(deviceKeys.invites(deviceId)),
    writes: () => standIn.journal.filter(({ method }) => method !== 'GET'),
  };
}

const terms = { multiUse: false, allowExitNode: false };
const both: SharingIntent = {
  kind: 'create',
  invites: [
    { email: 'noc@fabrikam.example', ...terms },
    { email: 'ops@acme.example', ...terms },
  ],
};
const link: SharingIntent = { kind: 'create', invites: [{ multiUse: true, allowExitNode: true }] };

describe('creating invites', () => {
  test('several go in one request, and each comes back', async () => {
    const { write, writes, cached } = await world();
    const created = await write(both);
    expect(created.map(({ email }) => email)).toEqual(['noc@fabrikam.example', 'ops@acme.example']);
    expect(writes().map(({ body }): unknown => JSON.parse(body ?? ''))).toEqual([both.invites]);
    expect(cached()).toHaveLength(4);
  });

  test('gives the link to whoever asked, and puts it into no log', async () => {
    const { write, activity } = await world();
    const [created] = await write(link);
    expect(created?.inviteUrl).toMatch(/^https:\/\/login\.tailscale\.com\//);
    const log = JSON.stringify(activity.entries());
    expect(log).toContain('Link, no email, reusable, exit node allowed');
    expect(log).not.toContain('admin/invite');
    expect(activity.entries()[0]).toMatchObject({ undo: undefined, outcome: 'applied' });
    expect(activity.entries()[0]?.finality).toContain('delete it');
  });

  test('an answer that was lost after the fact is found by reading the list, and nothing is sent twice', async () => {
    const { standIn, write, writes, invites, activity } = await world();
    standIn.fail({ endpoint: 'createInvites', drop: true, after: true });
    const created = await write(both);
    expect(created.map(({ email }) => email)).toEqual(['noc@fabrikam.example', 'ops@acme.example']);
    expect(writes()).toHaveLength(1);
    expect(invites()).toHaveLength(4);
    expect(activity.entries()[0]?.outcome).toBe('applied');
  });

  test('one that was lost on the way was not created, and may be asked for again', async () => {
    const { standIn, write, writes, cached } = await world();
    standIn.fail({ endpoint: 'createInvites', drop: true });
    const failure = await failureOf(write(link), ChangeError, WriteError, LostInvitesError);
    expect(failure).toBeInstanceOf(LostInvitesError);
    expect(sharingFailureWords(link, failure, cached()).body).toContain('None was created');
    expect(remaining(link, failure, cached())).toEqual(link);
    expect(writes()).toHaveLength(1);
  });

  test('when only some are there, those are named and only the rest is offered again', async () => {
    const { standIn, write, invites, cached } = await world();
    // What the server did is known only to it: one of the two came about.
    standIn.fail({ endpoint: 'createInvites', status: 504, after: true });
    const lose = () => invites().splice(3, 1);
    standIn.fail({ endpoint: 'listInvites', status: 503, skip: 1, times: 3 });
    const failure = await failureOf(write(both), ChangeError, WriteError, LostInvitesError);
    lose();
    expect(remaining(both, failure, undefined)).toBeUndefined();
    const now = invites();
    const shown = now.map(({ tailnetId: _t, deviceId: _d, sharerId: _s, acceptedBy: _a, ...rest }): Invite => rest);
    expect(cached()).toHaveLength(2);
    expect(sharingFailureWords(both, failure, shown).body).toBe(
      'Reading again shows what is new: noc@fabrikam.example. Not there: ops@acme.example.',
    );
    expect(remaining(both, failure, shown)).toEqual({ kind: 'create', invites: [both.invites[1]] });
  });

  test('is not tried while the list cannot be read, as nobody could tell what came of it', async () => {
    const { standIn, write, writes } = await world();
    standIn.fail({ endpoint: 'listInvites', status: 500 });
    expect(await failureOf(write(link), ChangeError, WriteError, LostInvitesError)).toMatchObject({
      outcome: 'not-sent',
    });
    expect(writes()).toEqual([]);
  });

  test('with the token of an OAuth client is refused, with what to do', async () => {
    const { standIn, activity, write, cached } = await world();
    const message = 'device invites cannot be created using an API access token generated from an OAuth client';
    standIn.fail({ endpoint: 'createInvites', status: 403, message });
    const words = sharingFailureWords(
      both,
      await failureOf(write(both), ChangeError, WriteError, LostInvitesError),
      cached(),
    );
    expect(words.title).toBe('The server refused to create 2 invites (403).');
    expect(words.body).toContain('API access token of an Owner, Admin or IT admin');
    expect(words.quote).toBe(message);
    expect(activity.entries().map(standingWords)).toEqual([expect.stringContaining('on behalf of a person')]);
  });

  test('refused for any other reason is told in the server’s words, without a guess at the token', async () => {
    const { standIn, activity, write, cached } = await world();
    standIn.fail({ endpoint: 'createInvites', status: 403 });
    standIn.fail({ endpoint: 'createInvites', status: 403, message: 'feature not available on current billing plan' });
    for (const quote of ['calling actor does not have enough permissions to perform this function', /billing plan/]) {
      const words = sharingFailureWords(
        both,
        await failureOf(write(both), ChangeError, WriteError, LostInvitesError),
        cached(),
      );
      expect(words.body).toMatch(/^The key that Tailboard uses may not create invites\./);
      expect(words.quote).toMatch(quote);
    }
    expect(activity.entries().map(standingWords)).toEqual([
      'The key that Tailboard uses may not create or mail invites (403).',
      'The plan of this tailnet does not let anybody create or mail invites (403).',
    ]);
  });
});

describe('mailing again', () => {
  const intentFor = (invites: readonly Pick<Invite, 'id'>[]): SharingIntent => ({
    kind: 'resend',
    id: invites[1]?.id ?? '',
    name: 'noc@carrier.example',
  });

  test('shows the new date', async () => {
    const { write, invites, cached } = await world();
    await write(intentFor(invites()));
    expect(cached()?.[1]?.lastEmailSentAt).toMatch(/^2026-11-21T17:12:00/);
  });

  test('twice within a minute is refused with the rule', async () => {
    const { write, invites, cached, clock } = await world();
    const intent = intentFor(invites());
    await write(intent);
    const words = sharingFailureWords(
      intent,
      await failureOf(write(intent), ChangeError, WriteError, LostInvitesError),
      cached(),
    );
    expect(words.title).toBe('The server refused to mail the invite for noc@carrier.example again (429).');
    expect(words.body).toBe('An invite can be mailed once a minute.');
    clock.now += 61_000;
    await write(intent);
    expect(cached()?.[1]?.lastEmailSentAt).toMatch(/^2026-11-21T17:13:01/);
  });

  test('with a lost answer is told by the date', async () => {
    const { standIn, write, invites } = await world();
    standIn.fail({ endpoint: 'resendInvite', status: 504 });
    expect(await failureOf(write(intentFor(invites())), ChangeError, WriteError, LostInvitesError)).toMatchObject({
      outcome: 'not-applied',
    });
    standIn.fail({ endpoint: 'resendInvite', status: 504, after: true });
    await write(intentFor(invites()));
    expect(invites()[1]?.lastEmailSentAt).toMatch(/^2026-11-21T17:12:00/);
  });
});

describe('deleting an invite', () => {
  const intentFor = (invites: readonly Pick<Invite, 'id'>[]): SharingIntent => ({
    kind: 'delete',
    id: invites[1]?.id ?? '',
    name: 'noc@carrier.example',
  });

  test('takes it off the list', async () => {
    const { write, invites, cached, activity } = await world();
    await write(intentFor(invites()));
    expect(cached()?.map(({ email }) => email)).toEqual(['sre@northwind.example']);
    expect(activity.entries()[0]).toMatchObject({ title: 'Invite deleted', undo: undefined, outcome: 'applied' });
  });

  test('that is gone already sends nothing', async () => {
    const { write, invites, writes, cached } = await world();
    const intent = intentFor(invites());
    invites().splice(1, 1);
    await write(intent);
    expect(writes()).toEqual([]);
    expect(cached()).toHaveLength(1);
  });

  test('that vanishes at the last moment says that it is gone', async () => {
    const { standIn, write, invites, cached } = await world();
    const intent = intentFor(invites());
    standIn.fail({ endpoint: 'deleteInvite', status: 404, message: 'no invite matching this ID found' });
    const words = sharingFailureWords(
      intent,
      await failureOf(write(intent), ChangeError, WriteError, LostInvitesError),
      cached(),
    );
    expect(words.title).toBe('The server refused to delete the invite for noc@carrier.example (404).');
    expect(words.body).toContain('It is gone already');
  });
});
