import { expect } from '@playwright/test';
import { openDevice } from './open-device.ts';
import type { Runbook } from './runbook.ts';

const old = { name: 'db-prod-01', ipv4: '100.70.31.5' } as const;
const successor = 'db-replica-03';

/** A server goes, another takes its name and its address, and nobody who uses it has to know. */
export const replaceServer: Runbook = {
  name: 'replace-a-server',
  title: 'Replace a server and keep its address',
  chapter: 'Servers',
  // It is about addresses, so they stay readable.
  masks: 'people,tailnet',
  use: 'Use this when a new server takes the place of an old one, and others have its name or its IPv4 address in their configuration. The new server must have joined the tailnet already, and must be ready to serve. Takes ten minutes; the service is away from when the old server is deleted until the new one has the address.',
  undo: 'A deleted server does not come back by itself. To go back, sign in on the old machine again, and follow this runbook the other way round with the copied sheet.',
  scenes: (page) => {
    const main = page.getByRole('main');
    const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true });
    const rename = main.getByRole('button', { name: 'Rename', exact: true });
    const nameField = main.getByRole('textbox', { name: 'Machine name' });
    const addresses = page.getByRole('region', { name: 'Addresses' });
    const ipv4Field = addresses.getByRole('textbox', { name: 'New IPv4 address' });
    const key = page.getByRole('region', { name: 'Key expiry', exact: true });
    const toggle = key.getByRole('switch', { name: 'Key expiry' });
    const question = page.getByRole('alertdialog');
    return [
      openDevice(page, { name: old.name, what: 'the old server' }),
      {
        picture: {
          caption: 'Device page of the old server, with what its successor has to get',
          alt: 'Device page of db-prod-01 with numbers at Copy as Markdown, Tags, Key expiry, Addresses and Rename',
        },
        steps: [
          {
            say: 'Choose Copy as Markdown, and paste it into the ticket.',
            see: 'The sheet keeps everything about the old server. You need it once the server is gone.',
            at: page.getByRole('button', { name: 'Copy as Markdown' }).first(),
            act: (at) => at.click(),
            check: () => expect(page.locator('#announcer')).toHaveText('Copied.'),
          },
          {
            say: 'Find in the sheet the tags, the key expiry and the routes.',
            see: 'The new server has to get the same. Here the tags are `tag:db` and `tag:prod`, key expiry is off, and there are no routes.',
            at: page.getByRole('region', { name: 'Tags' }).or(key),
            check: async () => {
              await expect(page.getByRole('region', { name: 'Tags' }).getByRole('listitem')).toHaveText([/db/, /prod/]);
              await expect(toggle).not.toBeChecked();
            },
          },
          {
            say: 'Find in the sheet the IPv4 address.',
            see: 'Here it is `100.70.31.5`.',
            at: addresses.getByRole('definition').first(),
            check: () => expect(addresses.getByRole('definition').first()).not.toBeEmpty(),
          },
          {
            say: 'Choose the pencil beside the name.',
            see: 'The name becomes a field. The old server gives its name away before it goes, as the name of a deleted device is held back for some minutes.',
            at: main.getByRole('button', { name: `Rename ${old.name}` }),
            act: (at) => at.click(),
            check: () => expect(nameField).toBeFocused(),
          },
        ],
      },
      {
        steps: [
          {
            say: 'Add `-old` to the name, and choose Rename.',
            see: 'The title shows the new name, here `db-prod-01-old`. From now on the old name does not answer.',
            at: nameField,
            act: async (at) => {
              await at.fill(`${old.name}-old`);
              await rename.click();
            },
            check: () => expect(heading(`${old.name}-old`)).toBeVisible(),
          },
          {
            say: 'Choose Delete in the section Danger zone.',
            see: 'A dialog opens. Nothing has happened yet.',
            at: page.getByRole('region', { name: 'Danger zone' }).getByRole('button', { name: 'Delete device' }),
            act: (at) => at.click(),
            check: () => expect(question).toBeVisible(),
          },
        ],
      },
      {
        picture: {
          caption: 'The dialog before the old server is deleted',
          alt: 'Dialog that lists what breaks when db-prod-01-old is deleted, with its name typed and the red button Delete device',
        },
        steps: [
          {
            say: 'Type the name of the old server, if the dialog asks for it.',
            see: 'The red button can be pressed. If the dialog names routes that lose their router, approve them on the new server first.',
            at: question.getByRole('textbox'),
            act: (at) => at.fill(`${old.name}-old`),
            check: () => expect(question.getByRole('button', { name: 'Delete device' })).toBeEnabled(),
          },
          {
            say: 'Choose Delete device.',
            see: 'For five seconds Undo stands at the bottom left; then the device is gone, and the list of devices opens.',
            at: question.getByRole('button', { name: 'Delete device' }),
            act: (at) => at.click(),
            check: () =>
              expect(page.getByRole('heading', { level: 1, name: 'Devices' })).toBeVisible({ timeout: 15_000 }),
          },
        ],
      },
      openDevice(page, { name: successor, what: 'the new server' }),
      {
        steps: [
          {
            say: 'Choose the pencil beside its name.',
            see: 'The name becomes a field.',
            at: main.getByRole('button', { name: `Rename ${successor}` }),
            act: (at) => at.click(),
            check: () => expect(nameField).toBeFocused(),
          },
          {
            say: 'Type the name of the old server, without `-old`, and choose Rename.',
            see: 'The title shows it, here `db-prod-01`. If it has a number at its end, another device has the name.',
            at: nameField,
            act: async (at) => {
              await at.fill(old.name);
              await rename.click();
            },
            check: () => expect(heading(old.name)).toBeVisible(),
          },
          {
            say: 'Choose Change IPv4 beside Addresses.',
            see: 'A form opens that shows the address of now.',
            at: addresses.getByRole('button', { name: 'Change IPv4' }),
            act: (at) => at.click(),
            check: () => expect(ipv4Field).toBeFocused(),
          },
        ],
      },
      {
        picture: {
          caption: 'Device page of the new server, which gets the address of the old one',
          alt: 'Device page of the new db-prod-01 with the old address typed into the field New IPv4 address, and the blue button Change address',
        },
        steps: [
          {
            say: 'Type the IPv4 address of the old server, from the sheet.',
            see: 'If the form says that another device uses the address, the old server is not gone yet.',
            at: ipv4Field,
            act: (at) => at.fill(old.ipv4),
            check: () => expect(addresses).toContainText('Open connections to this device will break.'),
          },
          {
            say: 'Choose Change address.',
            see: 'IPv4 shows the address of the old server. Whoever connects to it reaches the new one.',
            at: addresses.getByRole('button', { name: 'Change address' }),
            act: (at) => at.click(),
            check: () => expect(addresses.getByRole('button', { name: 'Undo the change of address' })).toBeVisible(),
          },
        ],
      },
      {
        picture: {
          caption: 'The rest of the sheet',
          alt: 'Device page of the new db-prod-01 with numbers at its tags and at the switch of key expiry',
        },
        steps: [
          {
            say: 'Compare the tags with the sheet, and change them with Edit where they differ.',
            see: 'Here the new server has `tag:readonly` too, which may stay.',
            at: page.getByRole('region', { name: 'Tags' }),
            check: () => expect(page.getByRole('region', { name: 'Tags' })).toContainText('tag:readonly'),
          },
          {
            say: 'Compare the routes with the sheet, and approve what is missing.',
            see: 'Here there are none, as on the old server.',
            at: page.getByRole('region', { name: 'Subnet routes' }).getByText('This device advertises no routes.'),
            check: () =>
              expect(page.getByRole('region', { name: 'Subnet routes' })).toContainText('advertises no routes'),
          },
          {
            say: 'Set Key expiry as on the old server.',
            see: 'Here it is turned off with the switch, and the section says that the key does not expire.',
            at: toggle,
            act: (at) => at.click(),
            check: () => expect(key).toContainText('The key does not expire.'),
          },
        ],
      },
    ];
  },
};
