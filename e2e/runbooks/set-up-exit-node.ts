import { expect } from '@playwright/test';
import { openDevice } from './open-device.ts';
import type { Runbook } from './runbook.ts';

/** A machine that offers itself as a way out gets to be one. */
export const setUpExitNode: Runbook = {
  name: 'set-up-an-exit-node',
  title: 'Set up an exit node',
  chapter: 'Network',
  use: 'Use this when people are to reach the internet through a server of yours. Before it, run `tailscale set --advertise-exit-node` on the server; on Linux, IP forwarding must be on. Takes two minutes and interrupts no traffic: nobody uses the exit node until they choose it.',
  undo: 'Choose Edit again, clear Exit node and save. Whoever uses it at that moment loses the internet until they choose another exit node, or none.',
  scenes: (page) => {
    const routes = page.getByRole('region', { name: 'Subnet routes' });
    const box = routes.getByRole('checkbox', { name: 'Exit node' });
    return [
      openDevice(page, { name: 'exit-syd-01', what: 'the server', quickFilter: 'Routes to approve' }),
      {
        picture: {
          caption: 'Device page of a server that offers itself as an exit node',
          alt: 'Device page of exit-syd-01; below Subnet routes, Exit node is marked as waiting',
        },
        steps: [
          {
            say: 'Find Exit node in the section Subnet routes.',
            see: 'It says Waiting. If Exit node is not there, the command on the server has not been run, or the server is not connected.',
            at: routes.getByRole('heading', { name: 'Exit node' }).or(routes.getByText('Waiting')),
            check: () => expect(routes.getByText('Waiting')).toBeVisible(),
          },
          {
            say: 'Choose Edit beside Subnet routes.',
            see: 'A blue line stands above the section, and Exit node has a checkbox. It stands for both of its routes, `0.0.0.0/0` and `::/0`.',
            at: routes.getByRole('button', { name: 'Edit' }),
            act: (at) => at.click(),
            check: () => expect(box).not.toBeChecked(),
          },
        ],
      },
      {
        picture: {
          caption: 'Device page, section Subnet routes open for editing',
          alt: 'Section Subnet routes of exit-syd-01 with Exit node ticked, one green line, and the blue button Save 1 change',
        },
        steps: [
          {
            say: 'Tick Exit node.',
            see: 'The checkbox turns blue.',
            at: routes.getByRole('list', { name: 'Routes to approve' }).getByRole('listitem').first(),
            act: () => box.check(),
            check: () => expect(box).toBeChecked(),
          },
          {
            say: 'Read what will change.',
            see: 'There must be one green line, Exit node, approve. If there are more, choose Discard and start again.',
            at: routes
              .getByText('1 change', { exact: true })
              .or(routes.getByRole('list', { name: 'Changes' }))
              .or(routes.getByRole('list', { name: 'Worth knowing' })),
            check: async () => {
              await expect(routes.getByRole('list', { name: 'Changes' }).getByRole('listitem')).toHaveText([
                /Exit node ?approve/,
              ]);
              await expect(routes.getByRole('list', { name: 'Worth knowing' })).toContainText('internet traffic');
            },
          },
          {
            say: 'Choose the blue button.',
            see: 'It says Save 1 change. The checkbox goes, and Exit node says Approved. From now on people find the server in their own client, under Exit nodes, if the policy file allows them.',
            at: routes.getByRole('button', { name: 'Save 1 change' }),
            act: (at) => at.click(),
            check: () => expect(routes.getByText('Approved', { exact: true })).toBeVisible(),
          },
        ],
      },
    ];
  },
};
