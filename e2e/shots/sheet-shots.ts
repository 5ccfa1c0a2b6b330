import { type Locator, expect } from '@playwright/test';
import { row } from '../steps.ts';
import { type Part, composeSheet } from './sheet.ts';
import { type Shot, type Stage, withStage } from './shot.ts';

type Options = Omit<Parameters<typeof withStage>[1], 'theme'>;

/** One state on a stage of its own: what is taken of it, under a caption. */
async function part(
  stage: Stage,
  caption: string,
  reach: (own: Stage) => Promise<Locator>,
  options: Options = {},
): Promise<Part> {
  return await withStage(stage.browser, options, async (own) => {
    const of = await reach(own);
    return { caption, picture: await own.take({ of, unanswered: 5 }) };
  });
}

const region = ({ page }: Stage, name: string) => page.getByRole('region', { name, exact: true });

function address(stage: Stage, caption: string, typed: string): Promise<Part> {
  return part(stage, caption, async (own) => {
    await own.openDevice('edge-fra-01');
    const addresses = region(own, 'Addresses');
    await addresses.getByRole('button', { name: 'Change IPv4' }).click();
    await addresses.getByRole('textbox', { name: 'New IPv4 address' }).fill(typed);
    return addresses;
  });
}

function keyOf(stage: Stage, caption: string, name: string, act?: (own: Stage, key: Locator) => Promise<void>) {
  return part(stage, caption, async (own) => {
    await own.openDevice(name);
    const key = region(own, 'Key expiry');
    await expect(key.getByRole('switch')).toBeVisible();
    await act?.(own, key);
    return key;
  });
}

function deletion(stage: Stage, caption: string, typed: string): Promise<Part> {
  return part(stage, caption, async (own) => {
    await own.openDevice('edge-fra-01');
    await region(own, 'Danger zone').getByRole('button', { name: 'Delete device' }).click();
    const dialog = own.page.getByRole('alertdialog');
    await dialog.getByRole('textbox').fill(typed);
    return dialog;
  });
}

/** The banner under the bar after the list was there and could not be read again. */
function banner(
  stage: Stage,
  caption: string,
  fault: { status: number; retryAfter?: string } | 'offline',
  words: string,
) {
  return part(stage, caption, async (own) => {
    const { page, standIn } = own;
    await own.open('/devices');
    await expect(row(page, 'bastion')).toBeVisible();
    await own.wait(120);
    if (fault === 'offline') await page.context().setOffline(true);
    else {
      const { status, retryAfter } = fault;
      const headers = retryAfter === undefined ? {} : { headers: { 'retry-after': retryAfter } };
      standIn.fail({ endpoint: 'listDevices', times: Infinity, status, ...headers });
      await page.getByRole('button', { name: 'Refresh' }).click();
    }
    const found = page.getByRole('status').or(page.getByRole('alert')).filter({ hasText: words });
    await expect(found).toBeVisible({ timeout: 20_000 });
    return found;
  });
}

function badge(stage: Stage, caption: string, words: string, options: Options = {}): Promise<Part> {
  return part(
    stage,
    caption,
    async (own) => {
      await own.open('/devices');
      await expect(own.page.getByText(words).first()).toBeVisible();
      return own.page.getByRole('banner');
    },
    options,
  );
}

/** The section of a device while its call is answered in this way, `from` the first or from the second reading on. */
function section(
  stage: Stage,
  caption: string,
  name: string,
  fault: Parameters<Stage['standIn']['fail']>[0],
  again: boolean,
) {
  return part(stage, caption, async (own) => {
    if (!again) own.standIn.fail(fault);
    await own.openDevice('edge-fra-01');
    if (again) {
      await expect(region(own, name).getByRole('listitem').first()).toBeVisible();
      own.standIn.fail(fault);
      await own.page.getByRole('button', { name: 'Refresh' }).click();
    }
    await expect(region(own, name)).toContainText(again ? 'could not be loaded' : 'does not offer');
    return region(own, name);
  });
}

function list(stage: Stage, caption: string, path: string, options: Options = {}): Promise<Part> {
  return part(
    stage,
    caption,
    async (own) => {
      await own.open(path);
      await expect(own.page.getByText(/No device/).first()).toBeVisible();
      return own.page.getByRole('main');
    },
    { size: { width: 1000, height: 320 }, ...options },
  );
}

/** Pictures of several states beside each other: each is reached on a console of its own. */
export const sheetShots: readonly Shot[] = [
  {
    name: '08-address-key-delete',
    take: async (stage) =>
      await composeSheet(stage.browser, { width: 1440, height: 1071 }, [
        [
          await address(stage, 'IPv4: taken by another device', '100.70.31.5'),
          await address(stage, 'IPv4: outside the range', '10.20.0.7'),
          await address(stage, 'IPv4: valid', '100.80.0.1'),
        ],
        [
          await keyOf(stage, 'Key: expires, far away', 'amelie-mbp'),
          await keyOf(stage, 'Key: expires soon', 'db-replica-03'),
          await keyOf(stage, 'Key: expired', 'tomas-desktop'),
          await keyOf(stage, 'Key: turning expiry on, before the request is sent', 'bastion', async (_, key) => {
            await key.getByRole('switch').click();
            await expect(key).toContainText('The original date has passed.');
          }),
          await keyOf(stage, 'Key: sending', 'amelie-mbp', async (own, key) => {
            own.standIn.fail({ endpoint: 'setKeyExpiry', hang: true });
            await key.getByRole('switch').click();
            await expect(key).toContainText('Sending…');
          }),
          await keyOf(stage, 'Key: refused', 'amelie-mbp', async (own, key) => {
            own.standIn.fail({ endpoint: 'setKeyExpiry', status: 403 });
            await key.getByRole('switch').click();
            await expect(key.getByRole('alert')).toBeVisible();
          }),
        ],
        [
          await deletion(stage, 'Delete: before the name is typed', 'edge-fra'),
          await deletion(stage, 'Delete: confirmed', 'edge-fra-01'),
        ],
      ]),
  },
  {
    name: '19-states',
    take: async (stage) =>
      await composeSheet(
        stage.browser,
        { width: 1440, height: 900 },
        [
          [
            await list(stage, 'No results', '/devices?filter=tag:prod os:linux status:offline'),
            await section(
              stage,
              'Section not supported by this server',
              'Posture attributes',
              { endpoint: 'getAttributes', status: 501, times: Infinity },
              false,
            ),
            await section(
              stage,
              'One section failed, the page stands',
              'Sharing',
              { endpoint: 'listInvites', status: 503, times: 4 },
              true,
            ),
          ],
          [
            await list(stage, 'Empty tailnet', '/devices', { devices: [] }),
            await part(
              stage,
              'Read-only: the controls go, the reason stays',
              async (own) => {
                await own.openDevice('edge-fra-01');
                await expect(region(own, 'Subnet routes')).toContainText('Read-only');
                return region(own, 'Subnet routes');
              },
              { isReader: true },
            ),
          ],
        ],
        [
          await banner(
            stage,
            'Rate limited (429)',
            { status: 429, retryAfter: '23' },
            'The server asked Tailboard to slow down.',
          ),
          await banner(
            stage,
            'Token expired or revoked (401)',
            { status: 401 },
            "The API refused the server's Tailscale key.",
          ),
          await banner(stage, 'Server error (502)', { status: 502 }, 'The server did not answer (502).'),
          await banner(stage, 'Browser offline', 'offline', 'You are offline.'),
          await badge(stage, 'Connection badge: live', 'Live'),
          await badge(stage, 'Connection badge: read-only', 'Read-only', { isReader: true }),
          await badge(stage, 'Connection badge: demo tailnet', 'Demo tailnet', { mode: 'demo' }),
          await part(stage, 'Connection badge: not connected', async (own) => {
            await own.open('/devices');
            await expect(row(own.page, 'bastion')).toBeVisible();
            await own.page.context().setOffline(true);
            await expect(own.page.getByText('Not connected')).toBeVisible();
            return own.page.getByRole('banner');
          }),
        ],
      ),
  },
];
