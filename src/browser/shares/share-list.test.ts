import { readDeviceList } from '#contract/device-list.ts';
import type { Invite } from '#contract/invites.ts';
import { describe, expect, test } from 'vitest';
import { isShareShown, listShares, mentionsText, withoutLink } from './share-list.ts';

const now = Date.parse('2026-11-21T17:12:00Z');
const { devices } = readDeviceList([
  { nodeId: 'nNas', name: 'nas.tail4e21b.ts.net' },
  { nodeId: 'nExit', name: 'exit.tail4e21b.ts.net' },
]);
const invite = (id: string, created: string, more: Partial<Invite> = {}): Invite => ({
  id,
  created,
  inviteUrl: `https://login.example/admin/invite/${id}`,
  ...more,
});

function shares() {
  const invites = new Map([
    [
      'nNas',
      [
        invite('1', '2026-09-02T00:00:00Z', {
          email: 'studio@fabrikam.example',
          accepted: true,
          acceptedBy: { loginName: 'kim@contoso.example' },
        }),
        invite('2', '2026-11-20T00:00:00Z'),
      ],
    ],
    [
      'nExit',
      [
        invite('3', '2026-11-18T00:00:00Z', { multiUse: true, allowExitNode: true }),
        invite('4', '2026-10-01T00:00:00Z', { multiUse: true, allowExitNode: true }),
      ],
    ],
  ]);
  return listShares(devices, new Map([...invites].map(([key, list]) => [key, list.map(withoutLink)])), now);
}

describe('the shares of a tailnet', () => {
  test('begin with a link that anyone may use to get out, and then the newest', () => {
    expect(shares().map(({ invite: { id }, isRisky }) => [id, isRisky])).toEqual([
      ['3', true],
      ['2', false],
      ['4', false],
      ['1', false],
    ]);
  });

  test('hold no link', () => {
    expect(JSON.stringify(shares())).not.toContain('login.example');
  });

  test('are narrowed by state, and found by device, address and login', () => {
    const ids = (of: ReturnType<typeof shares>) => of.map((share) => share.invite.id);
    expect(ids(shares().filter((share) => isShareShown(share, 'expired')))).toEqual(['4']);
    expect(ids(shares().filter((share) => isShareShown(share, 'accepted')))).toEqual(['1']);
    expect(ids(shares().filter((share) => isShareShown(share, 'pending')))).toEqual(['3', '2']);
    expect(ids(shares().filter((share) => isShareShown(share, 'risky')))).toEqual(['3']);
    expect(ids(shares().filter((share) => mentionsText(share, ' KIM@ ')))).toEqual(['1']);
    expect(ids(shares().filter((share) => mentionsText(share, 'exit')))).toEqual(['3', '4']);
    expect(shares().filter((share) => mentionsText(share, ''))).toHaveLength(4);
  });
});
