import type { Change } from '#browser/changes/change.ts';
import type { EndpointName } from '#contract/endpoints.ts';
import { describe, expect, test } from 'vitest';
import { actionWords } from './action-words.ts';
import { inverseStep } from './inverse-step.ts';
import { codeBlock, codeText, plainText } from './markdown-text.ts';
import { runbookStep } from './runbook-step.ts';
import { shownRequest } from './shown-request.ts';
import { type Step, stepOf } from './step.ts';
import { terraformOf } from './terraform.ts';

const deviceId = 'n5SUKe8CNTRL';
const origin = 'https://tailboard.northwind.example';

/** A step of one device, named edge-fra-01 unless said otherwise. */
function step<N extends EndpointName>(
  call: Change<N>['call'],
  more: Partial<Pick<Step, 'aspect' | 'deviceName' | 'differences' | 'undo' | 'finality'>> = {},
): Step {
  return stepOf({
    aspect: 'routes',
    deviceId,
    deviceName: 'edge-fra-01',
    differences: [],
    undo: undefined,
    call,
    ...more,
  });
}

const routes = step<'setRoutes'>(
  {
    name: 'setRoutes',
    parameters: { deviceId },
    body: { routes: ['10.0.0.0/16', '10.20.0.0/16', '0.0.0.0/0', '::/0'] },
  },
  {
    differences: [
      { kind: 'added', text: '10.0.0.0/16' },
      { kind: 'added', text: 'Exit node' },
      { kind: 'removed', text: '192.168.1.0/24' },
    ],
    undo: { aspect: 'routes', intent: {} },
  },
);
const tags = step<'setTags'>(
  { name: 'setTags', parameters: { deviceId }, body: { tags: ['tag:prod', 'tag:router'] } },
  { aspect: 'tags', differences: [{ kind: 'added', text: 'tag:prod' }], undo: { aspect: 'tags', intent: {} } },
);
const keyOff = step<'setKeyExpiry'>(
  { name: 'setKeyExpiry', parameters: { deviceId }, body: { keyExpiryDisabled: true } },
  { aspect: 'key-expiry', undo: { aspect: 'key-expiry', intent: {} } },
);
const approve = step<'setAuthorized'>(
  { name: 'setAuthorized', parameters: { deviceId }, body: { authorized: true } },
  { aspect: 'approval', undo: { aspect: 'approval', intent: {} } },
);
const address = step<'setIp'>(
  { name: 'setIp', parameters: { deviceId }, body: { ipv4: '100.66.8.40' } },
  {
    aspect: 'ipv4',
    differences: [{ kind: 'became', before: '100.66.8.39', after: '100.66.8.40' }],
    undo: { aspect: 'ipv4', intent: {} },
  },
);
const rename = step<'setName'>(
  { name: 'setName', parameters: { deviceId }, body: { name: 'edge-ber-01' } },
  {
    aspect: 'name',
    differences: [{ kind: 'became', before: 'edge-fra-01', after: 'edge-ber-01' }],
    undo: { aspect: 'name', intent: {} },
  },
);
const attributeKey = 'custom:site';
const attribute = step<'setAttribute'>(
  { name: 'setAttribute', parameters: { deviceId, attributeKey }, body: { value: 'fra_dc2' } },
  { aspect: 'posture', undo: { aspect: 'posture', intent: { kind: 'set', key: attributeKey, value: 'fra_dc1' } } },
);
const newAttribute: Step = {
  ...attribute,
  undo: { aspect: 'posture', intent: { kind: 'delete', key: attributeKey, base: { value: 'fra_dc2' } } },
};
const deleted = step<'deleteDevice'>(
  { name: 'deleteDevice', parameters: { deviceId } },
  { aspect: 'delete', finality: 'Cannot be undone. The device has to sign in again.' },
);
const expire = step<'expireDevice'>({ name: 'expireDevice', parameters: { deviceId } }, { aspect: 'expire-key' });
const invites = step<'createInvites'>(
  { name: 'createInvites', parameters: { deviceId }, body: [{}, { email: 'sre@northwind.example' }] },
  { aspect: 'sharing' },
);

describe('the words for a step', () => {
  test.each([
    [routes, 'Approve 10.0.0.0/16, Exit node and withdraw 192.168.1.0/24 on edge-fra-01'],
    [tags, 'Add tag:prod on edge-fra-01'],
    [keyOff, 'Turn key expiry off on edge-fra-01'],
    [approve, 'Approve edge-fra-01'],
    [address, 'Change the IPv4 address of edge-fra-01 to 100.66.8.40'],
    [rename, 'Rename edge-fra-01 to edge-ber-01'],
    [attribute, 'Set custom:site of edge-fra-01 to fra_dc2'],
    [deleted, 'Delete edge-fra-01 from the tailnet'],
    [expire, 'Expire the key of edge-fra-01'],
    [invites, 'Create 2 share invites for edge-fra-01'],
  ])('%#: are an order', (one, words) => {
    expect(actionWords(one)).toBe(words);
  });
});

describe('the step back', () => {
  test.each([
    [routes, { routes: ['10.20.0.0/16', '192.168.1.0/24'] }],
    [tags, { tags: ['tag:router'] }],
    [keyOff, { keyExpiryDisabled: false }],
    [approve, { authorized: false }],
    [address, { ipv4: '100.66.8.39' }],
    [rename, { name: 'edge-fra-01' }],
    [attribute, { value: 'fra_dc1' }],
  ])('%#: sends what was there before', (one, body) => {
    expect(inverseStep(one)?.request).toEqual({ ...one.request, body });
  });

  test('of a new attribute deletes it', () => {
    const { path } = attribute.request;
    expect(inverseStep(newAttribute)?.request).toEqual({ method: 'DELETE', path, body: undefined });
  });

  test('and forth again is the step itself', () => {
    for (const one of [routes, tags, keyOff, approve, address]) {
      const back = inverseStep(one);
      const forth = back && inverseStep({ ...back, undo: one.undo });
      expect(sorted(forth?.request.body)).toEqual(sorted(one.request.body));
      expect(forth?.differences).toEqual(one.differences);
    }
  });

  test.each([deleted, expire, invites])('%#: is none where nothing brings it back', (one) => {
    expect(inverseStep(one)).toBeUndefined();
  });
});

describe('Terraform', () => {
  test('holds the whole list, and imports what exists by node ID', () => {
    expect(terraformOf(routes))
      .toBe(`# edge-fra-01. The next apply of a configuration that has it otherwise undoes a change made here.
# Before Terraform 1.5: terraform import tailscale_device_subnet_routes.edge_fra_01 n5SUKe8CNTRL
import {
  to = tailscale_device_subnet_routes.edge_fra_01
  id = "n5SUKe8CNTRL"
}

resource "tailscale_device_subnet_routes" "edge_fra_01" {
  device_id = "n5SUKe8CNTRL"
  routes    = [
    "10.0.0.0/16",
    "10.20.0.0/16",
    "0.0.0.0/0",
    "::/0",
  ]
}
`);
  });

  test.each([
    [
      tags,
      'resource "tailscale_device_tags" "edge_fra_01"',
      /tags {6}= \[\n {4}"tag:prod",\n {4}"tag:router",\n {2}\]/,
    ],
    [keyOff, 'resource "tailscale_device_key" "edge_fra_01"', /device_id {11}= "n5S.*\n {2}key_expiry_disabled = true/],
    [approve, 'resource "tailscale_device_authorization" "edge_fra_01"', /authorized = true/],
  ])('%#: has the resource of the aspect', (one, resource, member) => {
    expect(terraformOf(one)).toContain(resource);
    expect(terraformOf(one)).toMatch(member);
  });

  test('an empty list is written as one', () => {
    const none = step<'setRoutes'>({ name: 'setRoutes', parameters: { deviceId }, body: { routes: [] } });
    expect(terraformOf(none)).toContain('routes    = []');
  });

  test('neither a name nor a value breaks out of its text', () => {
    const odd: Step = {
      ...step<'setTags'>({ name: 'setTags', parameters: { deviceId }, body: { tags: ['tag:a"${b}%{c}\n'] } }),
      deviceName: '7 Jörg\'s\n}"${x}',
    };
    const text = terraformOf(odd);
    expect(text).toContain('resource "tailscale_device_tags" "device_7_j_rg_s_x_"');
    expect(text).toContain(String.raw`"tag:a\"$${'$'}{b}%%{c}\n",`);
    expect(text).toMatch(/^# 7 Jörg's \}"\$\{x\}\. The next .*\n# Before/);
  });

  test.each([
    [address, /IPv4/],
    [rename, /name/],
    [attribute, /posture attributes/],
    [invites, /share invites/],
    [expire, /expires a key/],
    [deleted, /deletes no device/],
  ])('%#: says so where no resource has it', (one, words) => {
    expect(terraformOf(one)).toEqual({ none: expect.stringMatching(words) as string });
  });
});

describe('the step of a runbook', () => {
  test('says what to do, where, how, what then is the case, and the way back', () => {
    expect(runbookStep(routes, origin))
      .toBe(`Approve \`10.0.0.0/16\`, \`Exit node\` and withdraw \`192.168.1.0/24\` on **edge-fra-01**.

1. Open <https://tailboard.northwind.example/devices/n5SUKe8CNTRL#routes>, or send:

   \`\`\`sh
   curl -X POST 'https://api.tailscale.com/api/v2/device/n5SUKe8CNTRL/routes' \\
     -H "Authorization: Bearer $TAILSCALE_API_KEY" \\
     -H 'Content-Type: application/json' \\
     -d '{"routes":["10.0.0.0/16","10.20.0.0/16","0.0.0.0/0","::/0"]}'
   \`\`\`

2. Expected: status 200. Approved are exactly: \`10.0.0.0/16\`, \`10.20.0.0/16\`, \`0.0.0.0/0\`, \`::/0\`. This replaces the whole list, so compare it with the page first.
3. To undo: approve \`192.168.1.0/24\` and withdraw \`10.0.0.0/16\`, \`Exit node\` on **edge-fra-01**.

   \`\`\`sh
   curl -X POST 'https://api.tailscale.com/api/v2/device/n5SUKe8CNTRL/routes' \\
     -H "Authorization: Bearer $TAILSCALE_API_KEY" \\
     -H 'Content-Type: application/json' \\
     -d '{"routes":["10.20.0.0/16","192.168.1.0/24"]}'
   \`\`\`
`);
  });

  test('says where there is no way back', () => {
    expect(runbookStep(deleted, origin)).toContain('3. Cannot be undone. The device has to sign in again.');
    expect(runbookStep(expire, origin)).toContain('3. Cannot be undone.');
  });

  test.each([routes, tags, keyOff, approve, address, rename, attribute, newAttribute, deleted, expire, invites])(
    '%#: links to the section by node ID, and says what to expect',
    (one) => {
      expect(runbookStep(one, origin)).toMatch(
        /<https:\/\/tailboard\.northwind\.example\/devices\/n5SUKe8CNTRL#[a-z]+>/,
      );
      expect(runbookStep(one, origin)).toMatch(/Expected: status 200\. [A-Z`].+\./);
    },
  );

  test('a hostile name neither formats nor ends a block', () => {
    const text = runbookStep({ ...rename, deviceName: '**x** [y](z)\n```' }, origin);
    expect(text.split('\n')[0]).toBe('Rename **\\*\\*x\\*\\* \\[y\\](z) \\`\\`\\`** to `edge-ber-01`.');
  });
});

describe('text in Markdown', () => {
  test('stays what it is', () => {
    expect(plainText('a_b*c <d> & #1')).toBe('a\\_b\\*c \\<d\\> \\& \\#1');
    expect(codeText('a`b')).toBe('`` a`b ``');
    expect(codeBlock('x\n```\ny', 'sh', '  ')).toBe('  ````sh\n  x\n  ```\n  y\n  ````');
  });
});

test('a shown request has every form', () => {
  expect(shownRequest(keyOff, origin)).toEqual({
    ...keyOff.request,
    curl: expect.stringContaining('$TAILSCALE_API_KEY') as string,
    terraform: expect.stringContaining('tailscale_device_key') as string,
    runbookStep: expect.stringContaining('#key') as string,
  });
});

function sorted(body: unknown): unknown {
  const inOrder = (_: string, value: unknown) =>
    Array.isArray(value) ? value.map(String).toSorted((one, other) => (one < other ? -1 : 1)) : value;
  return JSON.parse(JSON.stringify(body), inOrder);
}
