import { expect } from '@playwright/test';
import type { Runbook } from './runbook.ts';

/** What nobody has used for a month is looked at, written down and removed in one go. */
export const cleanUpStaleDevices: Runbook = {
  name: 'clean-up-stale-devices',
  title: 'Yearly clean-up of stale devices',
  chapter: 'Housekeeping',
  use: 'Use this once a year, and before licences are renewed. Takes ten minutes for the list, and as long as its owners need to answer. Removing a device that nobody uses interrupts nothing; should it be needed after all, somebody signs in on it again.',
  undo: 'A deleted device does not come back by itself: sign in on it again, and give it its tags, routes and address anew. The files that you exported have them.',
  scenes: (page) => {
    const line = page.getByRole('combobox', { name: 'Filter devices' });
    const grid = page.getByRole('grid', { name: 'Devices' });
    const all = page.getByRole('checkbox', { name: /^Select all/ });
    const bar = page.getByRole('toolbar', { name: 'Bulk actions' });
    const review = page.getByRole('complementary', { name: /^Review/ });
    const typed = review.getByRole('textbox');
    return [
      {
        picture: {
          caption: 'Devices that were last seen more than 30 days ago, all selected',
          alt: 'List of devices with the filter seen:>30d, two rows, both selected, and the bar of bulk actions at the bottom',
        },
        steps: [
          {
            say: 'Choose Devices at the top of Tailboard, and type `seen:>30d` into the filter, then a space.',
            see: 'The list shows what has not been connected for more than 30 days. Take another number if your rules say so.',
            at: line.locator('../..'),
            act: async () => {
              await line.fill('seen:>30d');
              await line.press('Space');
            },
            check: () => expect(grid.getByRole('rowheader')).toHaveText([/legacy-jumpbox/, /raspi-lobby/]),
          },
          {
            say: 'Choose Export above the list, and Download.',
            see: 'A CSV file with the columns of the list is saved: for the mail, and for whoever has to bring a device back. Where a device has approved routes, choose Terraform there and download that as well.',
            at: page.getByRole('button', { name: 'Export' }),
            act: async (at) => {
              await at.click();
              const download = page.waitForEvent('download');
              await page.getByRole('button', { name: 'Download' }).click();
              await download;
              await page.keyboard.press('Escape');
            },
            check: () => expect(page.getByRole('button', { name: 'Download' })).toBeHidden(),
          },
          {
            say: 'Read the list, and ask the owners.',
            see: 'Their names are in the column Owner or tags. A tagged device has no owner: ask whoever runs what the tag stands for.',
            at: grid.getByRole('rowheader'),
            check: () => expect(grid.getByRole('row').filter({ hasText: 'raspi-lobby' })).toContainText('kiosk'),
          },
          {
            say: 'Tick the checkbox at the head of the list.',
            see: 'Every row is selected, and a bar at the bottom left counts them. Clear the checkbox of each device that its owner still needs.',
            at: all,
            act: () => all.check(),
            check: () => expect(bar).toContainText('2 selected'),
          },
          {
            say: 'Choose Delete in the bar.',
            see: 'A review opens on the right. Nothing has happened yet.',
            at: bar.getByRole('button', { name: 'Delete' }),
            act: (at) => at.click(),
            check: () => expect(review).toHaveAccessibleName('Review 2 changes'),
          },
        ],
      },
      {
        picture: {
          caption: 'The review before devices are deleted',
          alt: 'Review on the right with both devices, the number 2 typed, and the red button Delete 2 devices',
        },
        steps: [
          {
            say: 'Read the review once more.',
            see: 'Each device stands there with its address, and with what breaks without it. Choose Cancel if there is one that you did not mean.',
            at: review.getByRole('listitem'),
            check: () => expect(review.getByRole('listitem')).toHaveCount(2),
          },
          {
            say: 'Type the number of devices.',
            see: 'Here `2`. The red button can be pressed only then.',
            at: typed,
            act: (at) => at.fill('2'),
            check: () => expect(review.getByRole('button', { name: 'Delete 2 devices' })).toBeEnabled(),
          },
          {
            say: 'Choose the red button.',
            see: 'It repeats the number. The devices leave the list one by one, and the review says how many were deleted.',
            at: review.getByRole('button', { name: 'Delete 2 devices' }),
            act: (at) => at.click(),
            check: () => expect(review).toContainText('2 of 2 answered. 2 applied'),
          },
        ],
      },
      {
        picture: {
          caption: 'The review afterwards',
          alt: 'Review that says 2 of 2 answered, 2 applied, with the button Copy report',
        },
        steps: [
          {
            say: 'Choose Copy report, and paste it into the ticket of the clean-up.',
            see: 'It names each device and what became of it. What failed says why, and can be tried again.',
            at: review.getByRole('button', { name: 'Copy report' }),
            act: (at) => at.click(),
            check: () => expect(page.locator('#announcer')).toHaveText('Copied.'),
          },
        ],
      },
    ];
  },
};
