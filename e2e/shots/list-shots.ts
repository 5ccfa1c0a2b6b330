import { expect } from '@playwright/test';
import { grid, row } from '../steps.ts';
import type { Shot, Stage } from './shot.ts';

async function openList(stage: Stage): Promise<void> {
  const { page } = stage;
  await stage.open('/devices');
  await expect(row(page, 'db-prod-02')).toBeVisible();
  await stage.wait(12);
  await expect(page.getByText('12 s ago')).toBeVisible();
}

async function takeList(stage: Stage): Promise<Buffer> {
  await openList(stage);
  await row(stage.page, 'db-prod-02').hover();
  return await stage.take();
}

/** Pictures of the list of devices. */
export const listShots: readonly Shot[] = [
  { name: '01-list-light', take: takeList },
  { name: '02-list-dark', theme: 'dark', take: takeList },
  {
    name: '03-bulk-review',
    take: async (stage) => {
      const { page, standIn } = stage;
      await stage.open('/devices?filter=tag:prod');
      const names = ['db-prod-01', 'db-prod-02', 'db-replica-03', 'k8s-node-a2', 'web-prod-01', 'web-prod-02'];
      for (const name of names) {
        await row(page, name).hover();
        await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).click();
      }
      await page.getByRole('toolbar', { name: 'Bulk actions' }).getByRole('button', { name: 'Tags' }).click();
      await page.getByRole('combobox', { name: 'Add a tag' }).fill('monitored');
      await page.keyboard.press('Enter');
      const review = page.getByRole('complementary', { name: 'Review 6 changes' });
      standIn.fail({
        endpoint: 'setTags',
        deviceId: standIn.tailnet.device('k8s-node-a2').nodeId ?? '',
        status: 400,
        message: 'requested tags [tag:monitored] are invalid or not permitted',
      });
      standIn.fail({
        endpoint: 'setTags',
        deviceId: standIn.tailnet.device('web-prod-02').nodeId ?? '',
        hang: true,
      });
      await review.getByRole('button', { name: 'Apply 6 changes' }).click();
      await expect(review).toContainText('5 of 6 answered');
      await page.mouse.move(700, 700);
      return await stage.take({ unanswered: 1 });
    },
  },
  {
    name: '14-mobile-list',
    size: { width: 390, height: 844 },
    phone: true,
    take: async (stage) => {
      await stage.open('/devices');
      await expect(row(stage.page, 'bastion')).toBeVisible();
      return await stage.take();
    },
  },
  {
    name: '18-loading',
    take: async (stage) => {
      stage.standIn.fail({ endpoint: 'listDevices', hang: true, times: Infinity });
      await stage.open('/devices');
      await expect(stage.page.getByText('Loading devices…').first()).toBeVisible();
      await expect(stage.page.getByRole('button', { name: 'Save view' })).toBeVisible();
      return await stage.take({ unanswered: 5 });
    },
  },
  {
    name: '20-overlays-dark',
    theme: 'dark',
    take: async (stage) => {
      const { page } = stage;
      await openList(stage);
      const line = page.getByRole('combobox', { name: 'Filter devices' });
      await line.fill('os:linux ');
      await expect(page.getByRole('button', { name: 'Remove os:linux' })).toBeVisible();
      await line.pressSequentially('st');
      await expect(page.getByRole('option').first()).toBeVisible();
      return await stage.take();
    },
  },
  {
    // In the design both layers of picture 20 are open at once; in use one closes the other.
    name: '20-overlays-dark-menu',
    theme: 'dark',
    take: async (stage) => {
      const { page } = stage;
      await openList(stage);
      await page.getByRole('combobox', { name: 'Filter devices' }).fill('os:linux ');
      await expect(page.getByRole('button', { name: 'Remove os:linux' })).toBeVisible();
      await grid(page).focus();
      await row(page, 'db-replica-03').hover();
      await page.getByRole('button', { name: 'Actions for db-replica-03' }).click();
      await expect(page.getByRole('menu')).toBeVisible();
      return await stage.take();
    },
  },
];
