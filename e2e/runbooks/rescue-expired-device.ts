import { expect } from '@playwright/test';
import { openDevice } from './open-device.ts';
import type { Runbook } from './runbook.ts';

/** A device that nobody can reach because its key ran out, brought back from afar. */
export const rescueExpiredDevice: Runbook = {
  name: 'rescue-an-expired-device',
  title: 'Rescue a device whose key expired',
  chapter: 'Housekeeping',
  use: 'Use this when a device dropped off the tailnet because its key expired, and nobody stands in front of it. Takes a minute here, and a sign-in on the device afterwards. Interrupts nothing: the device is cut off already.',
  undo: 'Turn Key expiry on again. While the old date has passed, Tailboard asks first, as the device is then cut off at once; after a new sign-in it has a new date and stays connected.',
  scenes: (page) => {
    const key = page.getByRole('region', { name: 'Key expiry', exact: true });
    const toggle = key.getByRole('switch', { name: 'Key expiry' });
    return [
      openDevice(page, { name: 'tomas-desktop', what: 'the device', quickFilter: 'Expired' }),
      {
        picture: {
          caption: 'Device page, section Key expiry of a device that is cut off',
          alt: 'Device page of tomas-desktop; the section Key expiry says when the key expired and lists four steps back',
        },
        steps: [
          {
            say: 'Make sure that the key is the reason.',
            see: 'At the top it says that its key has expired. If it does not, the device is off or has no network, and this runbook does not help.',
            at: page.getByRole('group', { name: 'Needs attention' }),
            check: () =>
              expect(page.getByRole('group', { name: 'Needs attention' })).toContainText('Its key has expired.'),
          },
          {
            say: 'Read in the section Key expiry when it expired.',
            see: 'A device that has been away for months may have been retired: ask its owner before you go on.',
            at: key
              .getByText(/^Expired /)
              .first()
              .or(key.getByText('The device is cut off until it signs in again.')),
            check: () => expect(key).toContainText('The device is cut off until it signs in again.'),
          },
          {
            say: 'Choose Turn expiry off to restore access.',
            see: 'The switch moves to Off. From now on the device may connect with its old key.',
            at: key.getByRole('listitem').first(),
            act: () => key.getByRole('button', { name: 'Turn expiry off to restore access' }).click(),
            check: async () => {
              await expect(toggle).not.toBeChecked();
              await expect(key).toContainText('The key does not expire.');
            },
          },
        ],
      },
      {
        picture: {
          caption: 'The same section afterwards, with what is left to do',
          alt: 'Section Key expiry of tomas-desktop, now Off, with the steps that are left: wait, sign in again, turn expiry on',
        },
        steps: [
          {
            say: 'Wait until the device is connected again.',
            see: 'The page looks by itself. Here the status beside its name still says Offline; it turns to Connected, and the list under Key expiry goes on to the next step. If it stays Offline, the device is off or has no network.',
            at: page
              .getByRole('main')
              .getByText(/^Offline/)
              .first(),
            check: () => expect(key.getByRole('listitem').first()).toContainText('Done'),
          },
          {
            say: 'Sign in again on the device, now that it can be reached.',
            see: 'Use its app, or run `tailscale up --force-reauth` on it. Its key then has a new date.',
            at: key.getByRole('listitem').filter({ hasText: 'Sign in on it again' }),
            check: () => expect(key).toContainText('tailscale up --force-reauth'),
          },
          {
            say: "On a person's device, turn Key expiry on again.",
            see: 'The section then says On, with the new date. Leave it off on servers and kiosks that nobody signs in to.',
            at: toggle,
            check: () => expect(toggle).toBeEnabled(),
          },
        ],
      },
    ];
  },
};
