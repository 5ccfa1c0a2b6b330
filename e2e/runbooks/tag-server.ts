import { expect } from '@playwright/test';
import { openDevice } from './open-device.ts';
import type { Runbook } from './runbook.ts';

/** A server gets its tag, and is not signed out by a date that was forgotten. */
export const tagServer: Runbook = {
  name: 'tag-a-server',
  title: 'Tag a server and keep it signed in',
  chapter: 'Servers',
  use: 'Use this when a server is to get what a tag allows in the policy file, and must not be signed out. Takes two minutes. What the tag allows works at once; what its old tags allowed stays.',
  undo: 'Choose Edit beside Tags, take the tag off with its cross, and save. A device that was tagged keeps at least one tag until it signs in anew. Key expiry goes back on with its switch.',
  scenes: (page) => {
    const tags = page.getByRole('region', { name: 'Tags' });
    const key = page.getByRole('region', { name: 'Key expiry', exact: true });
    const field = tags.getByRole('combobox', { name: 'Add a tag' });
    const toggle = key.getByRole('switch', { name: 'Key expiry' });
    const save = tags.getByRole('button', { name: 'Save 1 change' });
    return [
      openDevice(page, { name: 'build-mac-mini', what: 'the server' }),
      {
        steps: [
          {
            say: 'Choose Edit beside Tags.',
            see: 'A blue line stands above the section, with a field to add a tag.',
            at: tags.getByRole('button', { name: 'Edit' }),
            act: (at) => at.click(),
            check: () => expect(field).toBeVisible(),
          },
        ],
      },
      {
        picture: {
          caption: 'Device page, section Tags open for editing',
          alt: 'Section Tags of build-mac-mini with the new tag monitored in green, what will change, and the blue button Save 1 change',
        },
        steps: [
          {
            say: 'Choose the field, type the tag, and press Enter.',
            see: 'Here `monitored`, without `tag:` in front. It stands among the tags in green. Tags of the policy file are suggested while you type; one that is not there is refused by the server.',
            at: field.locator('..'),
            act: async () => {
              await field.fill('monitored');
              await field.press('Enter');
            },
            check: () => expect(tags.getByRole('list', { name: 'Tags' })).toContainText('monitored'),
          },
          {
            say: 'Choose the blue button.',
            see: 'It says Save 1 change. The new tag stands beside the old ones.',
            at: save,
            act: (at) => at.click(),
            check: async () => {
              await expect(save).toBeHidden();
              await expect(tags.getByRole('listitem').filter({ hasText: 'monitored' })).toBeVisible();
            },
          },
        ],
      },
      {
        picture: {
          caption: 'Device page, section Key expiry before the switch is moved',
          alt: 'Section Key expiry of build-mac-mini: on, with the date of expiry, and its switch',
        },
        steps: [
          {
            say: 'Read the section Key expiry.',
            see: 'If it says Off, you are done: a device that is tagged for the first time never expires. One that had tags before keeps its date, as here, and would be signed out then.',
            at: key.getByText(/^Expires /).or(key.getByText('The device has to sign in again before then.')),
            check: () => expect(toggle).toBeChecked(),
          },
          {
            say: 'Turn the switch beside Key expiry off.',
            see: 'The section says Off, and that the key does not expire. There is no question and nothing else to press.',
            at: toggle,
            act: (at) => at.click(),
            check: async () => {
              await expect(toggle).not.toBeChecked();
              await expect(key).toContainText('The key does not expire.');
            },
          },
        ],
      },
    ];
  },
};
