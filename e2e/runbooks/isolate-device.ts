import { expect } from '@playwright/test';
import { openDevice } from './open-device.ts';
import type { Runbook } from './runbook.ts';

/** A device that may be in the wrong hands is cut off, and stays so. */
export const isolateDevice: Runbook = {
  name: 'take-a-device-off',
  title: 'Take a suspect device off the tailnet',
  chapter: 'Security',
  use: 'Use this at once when a device is lost, stolen or behaves as if somebody else had it. Takes one minute. The device loses every connection to the tailnet; it stays in the list, with everything that an investigation needs. Do not delete it first: that would lose its addresses and keys. In a tailnet that asks for no device approval there is nothing to revoke: go straight to Expire.',
  undo: 'When the device is in good hands again, choose Approve device in its Danger zone, and sign in on it. Approval alone does not bring it back, as its key has expired.',
  scenes: (page) => {
    const danger = page.getByRole('region', { name: 'Danger zone', exact: true });
    const question = page.getByRole('alertdialog');
    const attention = page.getByRole('group', { name: 'Needs attention' });
    return [
      openDevice(page, { name: 'jonas-thinkpad', what: 'the device' }),
      {
        picture: {
          caption: 'Device page, section Danger zone',
          alt: 'Device page of jonas-thinkpad; Copy as Markdown at the top, and Revoke in the Danger zone',
        },
        steps: [
          {
            say: 'Choose Copy as Markdown, and paste it into the incident.',
            see: 'The button says Copied. The incident now has the addresses, tags, keys and versions of the device as they were.',
            at: page.getByRole('button', { name: 'Copy as Markdown' }).first(),
            act: (at) => at.click(),
            check: () => expect(page.locator('#announcer')).toHaveText('Copied.'),
          },
          {
            say: 'Choose Revoke in the section Danger zone.',
            see: 'A question opens. Nothing has happened yet.',
            at: danger.getByRole('button', { name: 'Revoke approval' }),
            act: (at) => at.click(),
            check: () => expect(question).toContainText('It is cut off within seconds.'),
          },
        ],
      },
      {
        picture: {
          caption: 'The question before approval is revoked',
          alt: 'Dialog that asks whether to revoke the approval of jonas-thinkpad, with what breaks and the button Revoke approval',
        },
        steps: [
          {
            say: 'Read what breaks.',
            see: 'Routes that only this device serves are named here. For a suspect device, go on nevertheless.',
            at: question.getByRole('list'),
            check: () => expect(question).toContainText('Open connections to it break.'),
          },
          {
            say: 'Choose Revoke approval.',
            see: 'The device is cut off within seconds. At the top of its page it says that it needs approval.',
            at: question.getByRole('button', { name: 'Revoke approval' }),
            act: (at) => at.click(),
            check: () => expect(attention).toContainText('It needs approval.'),
          },
        ],
      },
      {
        picture: {
          caption: 'The same page, with the device cut off',
          alt: 'Device page of jonas-thinkpad with the notice that it needs approval, and Expire in the Danger zone',
        },
        steps: [
          {
            say: 'Leave Approve device at the top alone.',
            see: 'It would let the device in again. Tell your colleagues, as it stands under Attention as well.',
            at: attention,
            check: () => expect(attention.getByRole('button', { name: 'Approve device' })).toBeVisible(),
          },
          {
            say: 'Choose Expire in the section Danger zone.',
            see: 'A question opens again.',
            at: danger.getByRole('button', { name: 'Expire key' }),
            act: (at) => at.click(),
            check: () => expect(question).toContainText('cut off until somebody signs it in again'),
          },
        ],
      },
      {
        picture: {
          caption: 'The question before the key is expired',
          alt: 'Dialog that asks whether to expire the key of jonas-thinkpad now, with the button Expire key',
        },
        steps: [
          {
            say: 'Choose Expire key.',
            see: 'Now the device needs a sign-in and an approval to come back, and whoever holds it has neither.',
            at: question.getByRole('button', { name: 'Expire key' }),
            act: (at) => at.click(),
            check: async () => {
              await expect(question).toBeHidden();
              await expect(page.getByRole('main')).toContainText('Needs approval');
            },
          },
        ],
      },
      {
        steps: [
          {
            say: 'Choose Activity in the bar at the top, and there Copy as Markdown.',
            see: 'Both changes stand there with their times. Paste them into the incident.',
            at: page
              .getByRole('navigation', { name: 'Main' })
              .first()
              .getByRole('link', { name: /^Activity/ }),
            act: async (at) => {
              await at.click();
              await page.getByRole('button', { name: 'Copy as Markdown' }).click();
            },
            check: async () => {
              const entries = page.getByRole('list', { name: 'Changes, newest first' });
              await expect(entries).toContainText('Key expired on');
              await expect(entries).toContainText('Approval revoked on');
            },
          },
        ],
      },
    ];
  },
};
