import { expect } from '@playwright/test';
import { openDevice } from './open-device.ts';
import type { Runbook } from './runbook.ts';

/** Somebody outside reaches one machine for a while. */
export const shareOneMachine: Runbook = {
  name: 'share-one-machine',
  title: 'Give an outside person access to one machine and take it back',
  chapter: 'People',
  use: 'Use this when somebody who is not in the tailnet has to reach one machine, such as a supplier. They need a Tailscale account of their own. Giving takes two minutes, and so does taking back. They reach nothing else, and your machine cannot connect to theirs.',
  undo: 'The last three steps take the access back. An invite that was deleted cannot be restored: send a new one.',
  scenes: (page) => {
    const sharing = page.getByRole('region', { name: 'Sharing' });
    const invites = sharing.getByRole('list', { name: 'Invites' });
    const email = sharing.getByRole('textbox', { name: 'Email' });
    return [
      openDevice(page, { name: 'bastion', what: 'the machine' }),
      {
        steps: [
          {
            say: 'Choose Invite beside Sharing.',
            see: 'A form opens, with the cursor in the field Email.',
            at: sharing.getByRole('button', { name: 'Invite', exact: true }),
            act: (at) => at.click(),
            check: () => expect(email).toBeFocused(),
          },
        ],
      },
      {
        picture: {
          caption: 'Device page, section Sharing with a new invite',
          alt: 'Section Sharing of bastion with an email address typed, both checkboxes clear, and the blue button Send invite',
        },
        steps: [
          {
            say: "Type the person's email address.",
            see: 'Such as `noc@fabrikam.example`, which the picture masks. It is where the invite is mailed to; whoever has the link can accept it, so do not forward it to a list.',
            at: email,
            act: (at) => at.fill('noc@fabrikam.example'),
            check: () => expect(sharing).toContainText('one person only'),
          },
          {
            say: 'Leave both checkboxes clear.',
            see: 'Reusable link would let up to 1,000 people in. Allow use as an exit node, which only an exit node offers, would let them use the internet through the machine.',
            at: sharing
              .getByRole('checkbox')
              .or(sharing.locator('label').filter({ hasText: /Reusable|exit node|1,000/ })),
            check: () => expect(sharing.getByRole('checkbox', { name: 'Reusable link' })).not.toBeChecked(),
          },
          {
            say: 'Choose Send invite.',
            see: 'The person stands in the list as Pending, and as Accepted once they have followed the link. The invite stops working after 30 days.',
            at: sharing.getByRole('button', { name: 'Send invite' }),
            act: (at) => at.click(),
            check: () => expect(invites.getByRole('listitem')).toContainText('Pending'),
          },
        ],
      },
      {
        picture: {
          caption: 'The same section when the work is done, and the access is to be taken back',
          alt: 'Section Sharing of bastion with one invite, and the bin at its right end',
        },
        steps: [
          {
            say: "To take it back, find the person's line in the section Sharing of the same machine.",
            see: 'It says Pending or Accepted. To find every machine that somebody outside can reach, choose All shares on the page Attention.',
            at: invites.getByRole('listitem').first(),
            check: () => expect(sharing).toContainText('1 invite'),
          },
          {
            say: 'Choose the bin at the right end of the line.',
            see: 'It asks whether to delete this invite. Nothing has happened yet.',
            at: sharing.getByRole('button', { name: /^Delete the invite of/ }),
            act: (at) => at.click(),
            check: () => expect(sharing).toContainText('Delete this invite? The link stops working.'),
          },
        ],
      },
      {
        picture: {
          caption: 'The question before an invite is deleted',
          alt: 'Section Sharing of bastion with the question Delete this invite, and the buttons Keep and Delete invite',
        },
        steps: [
          {
            say: 'Choose Delete invite.',
            see: 'The line goes. When it was the last one, the section says: Not shared with anyone outside this tailnet.',
            at: sharing.getByRole('button', { name: 'Delete invite', exact: true }),
            act: (at) => at.click(),
            check: () => expect(sharing).toContainText('Not shared with anyone outside this tailnet.'),
          },
        ],
      },
    ];
  },
};
