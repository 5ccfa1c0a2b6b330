import { expect, test } from 'vitest';
import { answerOf, apiCaller } from './api-caller.ts';
import { told } from './demo-row.ts';
import { createStandIn } from './stand-in.ts';

function start() {
  const clock = { now: told };
  const standIn = createStandIn({ now: () => clock.now });
  const call = apiCaller(standIn);
  const of = (name: string) => `/device/${standIn.tailnet.device(name).nodeId}/device-invites`;
  return { clock, call, of, tailnet: standIn.tailnet };
}

test('a device without invites answers null', async () => {
  const { call, of } = start();
  expect((await call('GET', of('bastion'))).text).toBe('null');
});

test('numbers that exceed 2^53 are sent whole, as digits', async () => {
  const { call, of, tailnet } = start();
  const { text } = await call('GET', of('nas-basement'));
  expect(text).toContain(`"deviceId":${tailnet.device('nas-basement').id},`);
  expect(text).toMatch(/"acceptedBy":\{"id":\d+,/);
});

test('a link without an email, and a mailed one, are made with what was asked and left out when false', async () => {
  const { call, of } = start();
  const asked = [{}, { email: 'noc@fabrikam.example', multiUse: true, allowExitNode: true }];
  const created = await call('POST', of('bastion'), asked);
  const [link, mailed] = answerOf('createInvites', created) ?? [];
  expect(created.text).toMatch(
    /^\[\{"id":"\d+","created":"[^"]+","tailnetId":\d+,"deviceId":\d+,"sharerId":\d+,"inviteUrl"/,
  );
  expect(link?.inviteUrl).toMatch(/^https:\/\/login\.tailscale\.com\/admin\/invite\/demo-[a-z0-9]{11}$/);
  expect(mailed).toMatchObject({ email: 'noc@fabrikam.example', multiUse: true, allowExitNode: true, accepted: false });
  expect(mailed?.lastEmailSentAt).toBe(mailed?.created);
  expect(mailed?.created).toMatch(/^2026-11-21T17:12:00\.\d{9}Z$/);
  expect((await call('GET', of('bastion'))).text).toBe(created.text);
  expect(answerOf('getInvite', await call('GET', `/device-invites/${mailed?.id}`))).toEqual(mailed);
});

test('one invite must be sent in an array, and an email must look like one', async () => {
  const { call, of } = start();
  expect((await call('POST', of('bastion'), {})).status).toBe(400);
  expect((await call('POST', of('bastion'), [{ email: 'nobody' }])).status).toBe(400);
  expect((await call('POST', of('bastion'), [{ Email: 'a@b.example' }])).json).toEqual({
    message: 'json: unknown field "Email"',
  });
  expect((await call('GET', of('bastion'))).text).toBe('null');
});

test('an invite is mailed again once a minute', async () => {
  const { call, clock, of, tailnet } = start();
  await call('POST', of('bastion'), [{ email: 'noc@fabrikam.example' }]);
  const resend = () => call('POST', `/device-invites/${tailnet.invites('bastion')[0]?.id}/resend`);
  expect((await resend()).status).toBe(429);
  clock.now += 60_000;
  expect((await resend()).text).toBe('null');
  expect(tailnet.invites('bastion')[0]?.lastEmailSentAt).toMatch(/^2026-11-21T17:13:00/);
  expect((await resend()).json).toEqual({ message: 'too many requests' });
});

test('an invite without an email, or one that was accepted, cannot be mailed', async () => {
  const { call, tailnet } = start();
  const [accepted] = tailnet.invites('edge-fra-01');
  const [link] = tailnet.invites('exit-ams-01');
  expect((await call('POST', `/device-invites/${link?.id}/resend`)).status).toBe(400);
  expect((await call('POST', `/device-invites/${accepted?.id}/resend`)).status).toBe(400);
});

test('a deleted invite is gone, and unknown ones are 404', async () => {
  const { call, of, tailnet } = start();
  const id = tailnet.invites('edge-fra-01')[1]?.id;
  expect((await call('DELETE', `/device-invites/${id}`)).text).toBe('null');
  expect(answerOf('listInvites', await call('GET', of('edge-fra-01')))).toHaveLength(1);
  for (const path of [`/device-invites/${id}`, '/device-invites/1']) {
    expect((await call('GET', path)).status).toBe(404);
    expect((await call('DELETE', path)).status).toBe(404);
  }
  expect((await call('POST', `/device-invites/${id}/resend`)).status).toBe(404);
});

test('the invites of a deleted device go with it, and those of a shared-in device cannot be listed', async () => {
  const { call, of, tailnet } = start();
  const id = tailnet.invites('edge-fra-01')[0]?.id;
  await call('DELETE', '/device/n5SUKe8CNTRL');
  expect((await call('GET', `/device-invites/${id}`)).status).toBe(404);
  expect((await call('GET', of('vendor-sftp'))).status).toBe(404);
});
