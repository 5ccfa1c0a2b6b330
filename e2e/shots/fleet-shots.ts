import { expect } from '@playwright/test';
import { pictureTime } from '#run/camera/demo-console.ts';
import { row } from '../steps.ts';
import type { Shot, Stage } from './shot.ts';

/** Does something at a time of day, "16:41", of the clock of the page. */
async function at(stage: Stage, time: string, act: () => Promise<void>): Promise<void> {
  await stage.page.clock.setFixedTime(new Date(pictureTime).toISOString().replace(/T.*/, `T${time}:00Z`));
  await act();
}

/** Goes to the list by its link, as a reload would be another session. */
async function toDevice(stage: Stage, name: string): Promise<void> {
  const { page } = stage;
  await page
    .getByRole('navigation', { name: 'Main' })
    .first()
    .getByRole('link', { name: /^Devices/ })
    .click();
  await row(page, name).getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

async function toActivity({ page }: Stage): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Main' })
    .first()
    .getByRole('link', { name: /^Activity/ })
    .click();
  await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeVisible();
}

async function morningOfChanges(stage: Stage): Promise<void> {
  const { page, standIn } = stage;
  const region = (name: string) => page.getByRole('region', { name, exact: true });
  await stage.open('/devices');
  await at(stage, '16:41', async () => {
    await toDevice(stage, 'ci-runner-91c2');
    await region('Danger zone').getByRole('button', { name: 'Delete device' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('button', { name: 'Delete device' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Devices' })).toBeVisible({ timeout: 15_000 });
  });
  await at(stage, '16:47', async () => {
    await toDevice(stage, 'conf-room-4f');
    await region('Addresses').getByRole('button', { name: 'Change IPv4' }).click();
    await region('Addresses').getByRole('textbox', { name: 'New IPv4 address' }).fill('100.66.8.41');
    await region('Addresses').getByRole('button', { name: 'Change address' }).click();
    await expect(region('Addresses').getByRole('button', { name: 'Undo the change of address' })).toBeVisible();
  });
  await at(stage, '16:52', async () => {
    await toDevice(stage, 'lena-macbook-air');
    await page.getByRole('group', { name: 'Needs attention' }).getByRole('button', { name: 'Approve device' }).click();
    await expect(region('Danger zone').getByRole('button', { name: 'Revoke approval' })).toBeVisible();
  });
  await at(stage, '16:58', async () => {
    await toDevice(stage, 'db-replica-03');
    await region('Key expiry').getByRole('switch').click();
    await expect(region('Key expiry')).toContainText('The key does not expire.');
    await toActivity(stage);
    await page.getByRole('button', { name: /^Undo: Key expiry/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByRole('list', { name: 'Changes, newest first' })).toContainText('Undone');
  });
  await at(stage, '17:04', async () => {
    await page
      .getByRole('navigation', { name: 'Main' })
      .first()
      .getByRole('link', { name: /^Devices/ })
      .click();
    for (const name of ['db-prod-01', 'db-prod-02', 'db-replica-03', 'k8s-node-a2', 'web-prod-01', 'web-prod-02']) {
      await row(page, name).hover();
      await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).click();
    }
    await page.getByRole('toolbar', { name: 'Bulk actions' }).getByRole('button', { name: 'Tags' }).click();
    await page.getByRole('combobox', { name: 'Add a tag' }).fill('monitored');
    await page.keyboard.press('Enter');
    standIn.fail({
      endpoint: 'setTags',
      deviceId: standIn.tailnet.device('k8s-node-a2').nodeId ?? '',
      status: 400,
      message: 'requested tags [tag:monitored] are invalid or not permitted',
    });
    const review = page.getByRole('complementary', { name: /^Review/ });
    await review.getByRole('button', { name: 'Apply 6 changes' }).click();
    await expect(review).toContainText('6 of 6 answered');
    await review.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByRole('button', { name: 'Clear selection' }).click();
  });
  await at(stage, '17:09', async () => {
    await toDevice(stage, 'edge-fra-01');
    const routes = region('Subnet routes');
    await routes.getByRole('button', { name: 'Edit' }).click();
    await routes.getByRole('checkbox', { name: '10.0.0.0/16' }).check();
    await routes.getByRole('checkbox', { name: '192.168.1.0/24' }).uncheck();
    await routes.getByRole('button', { name: 'Save 2 changes' }).click();
    await expect(routes.getByRole('button', { name: 'Edit' })).toBeVisible();
  });
  await toActivity(stage);
}

/** Pictures of the pages about the whole tailnet. */
export const fleetShots: readonly Shot[] = [
  {
    name: '10-attention',
    take: async (stage) => {
      await stage.open('/attention');
      await stage.page.getByRole('link', { name: 'edge-sin-01', exact: true }).hover();
      return await stage.take();
    },
  },
  {
    name: '11-routes',
    take: async (stage) => {
      await stage.open('/routes');
      await stage.page.getByText('10.40.0.0/16', { exact: true }).first().hover();
      return await stage.take();
    },
  },
  {
    name: '12-activity',
    take: async (stage) => {
      await morningOfChanges(stage);
      return await stage.take();
    },
  },
];
