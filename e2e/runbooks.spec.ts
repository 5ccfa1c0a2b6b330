import { expect, test } from './fixtures.ts';
import { allRunbooks } from './runbooks/all-runbooks.ts';
import { playRunbook } from './runbooks/play-runbook.ts';
import type { Runbook } from './runbooks/runbook.ts';

// As the pictures are taken, so that what they point at is in one window and is called what they call it.
test.use({ viewport: { width: 1280, height: 920 } });

for (const runbook of allRunbooks) {
  test(`whoever follows the runbook "${runbook.title}" sees at each step what it says`, async ({ page }) => {
    await page.goto(`/devices?capture=${runbook.masks ?? '1'}`);
    await playRunbook(runbook, page);
  });
}

test('a step that no longer does what it says is named, with what was looked for', async ({ page }) => {
  const stale: Runbook = {
    name: 'refresh-by-hand',
    title: 'Refresh by hand',
    chapter: 'Housekeeping',
    use: 'Never.',
    undo: 'There is nothing to take back.',
    scenes: () => [
      {
        steps: [
          {
            say: 'Choose Devices.',
            see: 'It is the title.',
            at: page.getByRole('heading', { level: 1 }),
            check: () => expect(page.getByRole('heading', { level: 1 })).toHaveText('Devices'),
          },
          {
            say: 'Choose the green button.',
            see: 'The list is new.',
            at: page.getByRole('button', { name: 'Refresh' }),
            check: () => expect(page.getByRole('main')).toHaveText('new', { timeout: 1 }),
          },
        ],
      },
    ],
  };
  await page.goto('/devices');
  const played = playRunbook(stale, page);
  await expect(played).rejects.toThrow(/^refresh-by-hand, step 2: "Choose the green button\." no longer works\./);
  await expect(played).rejects.toThrow("Looked at: getByRole('button', { name: 'Refresh' })");
});
