import { expect } from '@playwright/test';
import { openDevice } from './open-device.ts';
import type { Runbook } from './runbook.ts';

/** One prefix of one router. */
export const approveSubnetRoute: Runbook = {
  name: 'approve-a-subnet-route',
  title: 'Approve a subnet route',
  chapter: 'Network',
  use: 'Use this when a router advertises a prefix that is agreed in the address plan. Takes two minutes. Approving interrupts no traffic.',
  undo: 'Choose Edit again, clear the checkbox of the prefix and save. Traffic to the prefix then stops unless another router serves it.',
  scenes: (page) => {
    const routes = page.getByRole('region', { name: 'Subnet routes' });
    const row = routes.getByRole('listitem').filter({ hasText: '10.0.0.0/16' }).first();
    const box = routes.getByRole('checkbox', { name: '10.0.0.0/16' });
    const changes = routes.getByRole('list', { name: 'Changes' });
    return [
      openDevice(page, { name: 'edge-fra-01', what: 'the router', quickFilter: 'Routes to approve' }),
      {
        picture: {
          caption: 'Device page, section Subnet routes',
          alt: 'Device page of edge-fra-01; the prefix 10.0.0.0/16 is marked as waiting, and Edit stands beside the title of the section',
        },
        steps: [
          {
            say: 'Find the prefix in the section Subnet routes.',
            see: 'It says Waiting. Here it is `10.0.0.0/16`. If the prefix is not in the list, the router does not advertise it: stop here and ask whoever runs the router.',
            at: row,
            check: () => expect(row).toContainText('Waiting'),
          },
          {
            say: 'Choose Edit beside Subnet routes.',
            see: 'A blue line stands above the section, and every prefix has a checkbox.',
            at: routes.getByRole('button', { name: 'Edit' }),
            act: (at) => at.click(),
            check: () => expect(box).not.toBeChecked(),
          },
        ],
      },
      {
        picture: {
          caption: 'Device page, section Subnet routes open for editing',
          alt: 'Section Subnet routes of edge-fra-01 with 10.0.0.0/16 ticked, one green line below the list, and the blue button Save 1 change',
        },
        steps: [
          {
            say: 'Tick the prefix.',
            see: 'Here `10.0.0.0/16`. Leave the other rows as they are.',
            at: row,
            act: () => box.check(),
            check: () => expect(box).toBeChecked(),
          },
          {
            say: 'Read what will change.',
            see: 'There must be one green line. If a prefix is withdrawn, choose Discard and start again. Below it Tailboard names other routers of the same prefix.',
            at: routes
              .getByText('1 change', { exact: true })
              .or(changes)
              .or(routes.getByRole('list', { name: 'Worth knowing' })),
            check: async () => {
              await expect(changes.getByRole('listitem')).toHaveText([/10\.0\.0\.0\/16approve/]);
              await expect(routes).toContainText('Failover pair. edge-fra-02 already serves 10.0.0.0/16.');
            },
          },
          {
            say: 'Choose the blue button.',
            see: 'It repeats the number of changes: Save 1 change. The checkboxes go, and the prefix says Approved. The curl button above it copies the request for the ticket.',
            at: routes.getByRole('button', { name: 'Save 1 change' }),
            act: (at) => at.click(),
            check: () => expect(row).toContainText('Approved'),
          },
        ],
      },
    ];
  },
};
