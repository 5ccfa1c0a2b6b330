import { test } from './fixtures.ts';
import { allRunbooks } from './runbooks/all-runbooks.ts';
import { playRunbook } from './runbooks/play-runbook.ts';

// As the pictures are taken, so that what they point at is in one window and is called what they call it.
test.use({ viewport: { width: 1280, height: 920 } });

for (const runbook of allRunbooks) {
  test(`whoever follows the runbook "${runbook.title}" sees at each step what it says`, async ({ page }) => {
    await page.goto(`/devices?capture=${runbook.masks ?? '1'}`);
    await playRunbook(runbook, page);
  });
}
