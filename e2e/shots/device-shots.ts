import { type Locator, expect } from '@playwright/test';
import { drawCallouts } from '#run/camera/callouts.ts';
import { approveSubnetRoute } from '../runbooks/approve-subnet-route.ts';
import { playRunbook } from '../runbooks/play-runbook.ts';
import type { Shot, Stage } from './shot.ts';

const name = 'edge-fra-01';

async function openRouter(stage: Stage): Promise<Locator> {
  await stage.openDevice(name);
  await expect(stage.page.getByRole('region', { name: 'Sharing' }).getByRole('listitem').first()).toBeVisible();
  return stage.page.getByRole('region', { name: 'Subnet routes' });
}

async function editTwo(routes: Locator): Promise<void> {
  await routes.getByRole('button', { name: 'Edit' }).click();
  await routes.getByRole('checkbox', { name: '10.0.0.0/16' }).check();
  await routes.getByRole('checkbox', { name: '192.168.1.0/24' }).uncheck();
}

/** Pictures of the page of one device. */
export const deviceShots: readonly Shot[] = [
  {
    name: '04-detail-light',
    take: async (stage) => {
      await openRouter(stage);
      return await stage.take();
    },
  },
  {
    name: '05-detail-edit-routes',
    take: async (stage) => {
      await editTwo(await openRouter(stage));
      return await stage.take();
    },
  },
  {
    name: '06-detail-conflict-dark',
    theme: 'dark',
    take: async (stage) => {
      const routes = await openRouter(stage);
      await editTwo(routes);
      const device = stage.standIn.tailnet.device(name);
      device.enabledRoutes = [...(device.enabledRoutes ?? []), '10.30.0.0/16'];
      await routes.getByRole('button', { name: 'Save 2 changes' }).click();
      await expect(routes.getByRole('group', { name: 'Conflict' })).toBeVisible();
      return await stage.take();
    },
  },
  {
    name: '07-tags-posture',
    size: { width: 1440, height: 1060 },
    take: async (stage) => {
      const { page } = stage;
      await openRouter(stage);
      const posture = page.getByRole('region', { name: 'Posture attributes' });
      await posture.getByRole('button', { name: 'Edit posture attributes' }).click();
      await posture.getByRole('textbox', { name: 'Key' }).fill('auditLevel');
      await posture.getByRole('radio', { name: 'Whole number' }).check();
      await posture.getByRole('textbox', { name: 'Value' }).fill('12.5');
      const tags = page.getByRole('region', { name: 'Tags' });
      await tags.getByRole('button', { name: 'Edit' }).click();
      await tags.getByRole('button', { name: 'Remove tag:prod' }).click();
      const field = tags.getByRole('combobox', { name: 'Add a tag' });
      await field.fill('edge');
      await field.press('Enter');
      await field.pressSequentially('mon');
      await expect(tags.getByRole('listbox')).toBeVisible();
      return await stage.take();
    },
  },
  {
    name: '09-sharing',
    take: async (stage) => {
      const { page } = stage;
      await openRouter(stage);
      const sharing = page.getByRole('region', { name: 'Sharing' });
      await sharing.getByRole('button', { name: 'Invite', exact: true }).click();
      await sharing.getByRole('textbox', { name: 'Email' }).fill('noc@fabrikam.example');
      await sharing.getByRole('checkbox', { name: 'Allow use as an exit node' }).check();
      return await stage.take();
    },
  },
  {
    name: '13-embed-480',
    size: { width: 480, height: 768 },
    take: async (stage) => {
      const { nodeId } = stage.standIn.tailnet.device(name);
      await stage.open(`/embed/device/${nodeId}/routes`);
      await expect(stage.page.getByRole('region', { name: 'Subnet routes' })).toContainText('10.0.0.0/16');
      return await stage.take();
    },
  },
  {
    name: '15-mobile-detail',
    size: { width: 390, height: 844 },
    phone: true,
    take: async (stage) => {
      await stage.openDevice(name);
      return await stage.take();
    },
  },
  {
    name: '16-runbook-capture',
    size: { width: 1280, height: 920 },
    take: async (stage) => {
      const { page } = stage;
      // Of a demo tailnet, as capture mode asks before it changes a real one.
      await stage.open('/devices?capture=1');
      const pictures: Buffer[] = [];
      await playRunbook(approveSubnetRoute, page, async (_, callouts) => {
        const numbered = callouts.map((callout, index) => ({ ...callout, number: index + 1 }));
        const erase = await drawCallouts(page, numbered);
        pictures.push(await stage.take());
        await erase();
      });
      const picture = pictures.at(-1);
      if (picture === undefined) throw new Error(`The runbook ${approveSubnetRoute.name} has no picture.`);
      return picture;
    },
  },
];
