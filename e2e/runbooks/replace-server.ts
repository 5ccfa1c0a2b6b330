import { expect } from '@playwright/test';
import { openDevice } from './open-device.ts';
import type { Runbook } from './runbook.ts';

const old = 'db-prod-01';
const successor = 'db-replica-03';

/** A server goes, another takes its name and its address, and nobody who uses it has to know. */
export const replaceServer: Runbook = {
  name: 'replace-a-server',
  title: 'Replace a server and keep its address',
  chapter: 'Servers',
  // It is about addresses, so they stay readable.
  masks: 'people,tailnet',
  use: 'Use this when a new server takes the place of an old one, and others have its name or its IPv4 address in their configuration. The new server has joined the tailnet already, and is ready to serve. Takes five minutes; connections to the old server break for seconds, when the address moves.',
  undo: 'Choose Undo below the review: the old server gets its name and its address back. After Done you come back there by Replace this device in the menu of `db-prod-01-old`, in the same browser. In another one, replace the new server by `db-prod-01-old` in the same way.',
  scenes: (page) => {
    const main = page.getByRole('main');
    const menu = main.getByRole('button', { name: `More actions for ${old}` });
    const choice = main.getByRole('radio', { name: new RegExp(successor) });
    const finder = main
      .getByRole('searchbox', { name: 'Find another device' })
      .or(main.getByRole('textbox', { name: 'Find another device' }));
    const review = page.getByRole('complementary', { name: 'Review' });
    const steps = review.getByRole('list', { name: 'Steps' });
    const fate = main.getByRole('radio', { name: 'Keep it aside' });
    const begin = review.getByRole('button', { name: /^Hand over, \d+ changes$/ });
    return [
      openDevice(page, { name: old, what: 'the old server' }),
      {
        picture: {
          caption: 'Device page of the old server, with its menu open',
          alt: 'Device page of db-prod-01 with the menu of the three dots open, and Replace this device in it',
        },
        steps: [
          {
            say: 'Choose the three dots at the top right.',
            see: 'A menu opens.',
            at: menu,
            act: (at) => at.click(),
            check: () => expect(page.getByRole('menu')).toBeVisible(),
          },
          {
            say: 'Choose Replace this device.',
            see: 'The page Replace `db-prod-01` opens. Nothing changes before you choose Hand over.',
            at: page.getByRole('menuitem', { name: /^Replace this device/ }),
            act: (at) => at.click(),
            check: () => expect(page.getByRole('heading', { level: 1, name: `Replace ${old}` })).toBeVisible(),
          },
        ],
      },
      {
        steps: [
          {
            say: 'Type the name of the new server into the field below New device, and choose it.',
            see: 'Here it is `db-replica-03`. Likely ones are offered above the field. A review opens on the right.',
            at: finder,
            act: async (at) => {
              await at.fill(successor);
              await choice.check();
            },
            check: () => expect(review.getByRole('heading', { name: /^Review \d+ changes$/ })).toBeVisible(),
          },
        ],
      },
      {
        picture: {
          caption: 'The review before anything is handed over',
          alt: 'Page Replace db-prod-01 with both devices beside each other, and the review of every change on the right',
        },
        steps: [
          {
            say: 'Read Both devices, and below it What does not move.',
            see: 'Both servers stand beside each other, line by line. What does not move, such as people it is shared with, is yours to do afterwards. At the end of the page, leave Keep it aside chosen.',
            at: main.getByRole('region', { name: 'Both devices' }).getByRole('heading'),
            check: () => expect(main.getByRole('region', { name: 'What does not move' })).toBeVisible(),
          },
          {
            say: 'Read the review on the right.',
            see: 'Each line is one change, in this order. Clear the checkbox of what the new server is not to get.',
            at: steps.getByRole('listitem'),
            check: async () => {
              await expect(steps.getByRole('listitem').filter({ hasText: 'IPv4 address' }).first()).toBeVisible();
              await expect(steps.getByRole('listitem').filter({ hasText: 'Key expiry' }).first()).toBeVisible();
              await expect(fate).toBeChecked();
            },
          },
          {
            say: 'Choose Hand over.',
            see: 'The button repeats the number of changes. Each line says Applied when it is done, and at the end the review says Handed over. A line that failed says why, and Retry goes on from there, after a reload as well.',
            at: begin,
            act: (at) => at.click(),
            check: () => expect(review.getByRole('heading', { name: 'Handed over' })).toBeVisible({ timeout: 20_000 }),
          },
        ],
      },
      {
        picture: {
          caption: 'The same page when everything is handed over',
          alt: 'Page Replace db-prod-01 with every line of the review applied, and the buttons for the report and for removing the old device',
        },
        steps: [
          {
            say: 'Try the service at its old name and address.',
            see: 'The new server answers. The old one is still there, aside, as `db-prod-01-old`; if the service does not answer, choose Undo.',
            at: review.getByRole('heading', { name: 'Handed over' }),
            check: () => expect(steps.getByRole('listitem').filter({ hasText: 'Failed' })).toHaveCount(0),
          },
          {
            say: 'Choose Copy report, and paste it into the ticket.',
            see: 'It says of each change what was, what is, and what is left to do by hand. Then choose Done. Some days later, delete `db-prod-01-old` in its Danger zone.',
            at: review.getByRole('button', { name: 'Copy report' }),
            act: (at) => at.click(),
            check: () => expect(page.locator('#announcer')).toHaveText('Copied.'),
          },
        ],
      },
    ];
  },
};
