import { expect } from '@playwright/test';
import { openDevice } from './open-device.ts';
import type { Runbook } from './runbook.ts';

/** A device gets another IPv4 address inside the tailnet. */
export const moveDeviceAddress: Runbook = {
  name: 'move-a-device-to-another-ipv4',
  title: 'Move a device to another IPv4',
  chapter: 'Network',
  // It is about addresses, so they stay readable.
  masks: 'people,tailnet',
  use: 'Use this when the address plan gives a device another IPv4 address. Takes two minutes. Open connections to the device break when the address changes, so agree on a time with whoever uses it. Its name and its IPv6 address stay.',
  undo: 'Choose Undo beside Was in the section Addresses, and again in the question. Once you have closed the tab, change the address back in the same way. Either works as long as no other device has been given the old address.',
  scenes: (page) => {
    const addresses = page.getByRole('region', { name: 'Addresses' });
    const field = addresses.getByRole('textbox', { name: 'New IPv4 address' });
    const suggest = addresses.getByRole('button', { name: 'Suggest a free address' });
    const warning = addresses.getByText('Open connections to this device will break.').locator('../..');
    return [
      openDevice(page, { name: 'web-prod-03', what: 'the device' }),
      {
        steps: [
          {
            say: 'Choose Change IPv4 beside Addresses.',
            see: 'A form opens that shows the address of now.',
            at: addresses.getByRole('button', { name: 'Change IPv4' }),
            act: (at) => at.click(),
            check: () => expect(field).toBeFocused(),
          },
        ],
      },
      {
        picture: {
          caption: 'Device page, section Addresses with a new address',
          alt: 'Section Addresses of web-prod-03 with the old and the new address, what breaks, and the blue button Change address',
        },
        steps: [
          {
            say: 'Type the new address from the address plan.',
            see: 'It has to be free, and between `100.64.0.0` and `100.127.255.255`; while you type, Tailboard says what is wrong with it. Without a plan, choose Suggest a free address, as here.',
            at: field.or(suggest),
            act: () => suggest.click(),
            check: () => expect(field).not.toHaveValue(''),
          },
          {
            say: 'Read what breaks.',
            see: 'It names the address at which to reconnect. Whoever wrote the old address into a configuration has to change it; names go on working.',
            at: warning,
            check: () => expect(addresses).toContainText('DNS caches may need a flush.'),
          },
          {
            say: 'Choose Change address.',
            see: 'The form closes, and IPv4 shows the new address. Below it stands the old one, with Undo.',
            at: addresses.getByRole('button', { name: 'Change address' }),
            act: (at) => at.click(),
            check: () => expect(addresses.getByRole('button', { name: 'Undo the change of address' })).toBeVisible(),
          },
        ],
      },
      {
        picture: {
          caption: 'The same section afterwards',
          alt: 'Section Addresses of web-prod-03 with the new address, and the line Was with the old address and Undo',
        },
        steps: [
          {
            say: 'Copy the new address with the button beside it, and try it.',
            see: 'Run `tailscale ping` with the address on another machine. If it does not answer within a minute, choose Undo.',
            at: addresses.getByRole('definition').first(),
            act: () => addresses.getByRole('button', { name: 'Copy IPv4 address' }).click(),
            check: () => expect(page.locator('#announcer')).toHaveText('Copied.'),
          },
        ],
      },
    ];
  },
};
