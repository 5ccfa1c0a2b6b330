import { expect, test } from '@playwright/test';
import { withComparison } from './shots/compare-pictures.ts';

test('two pictures are told apart by their pixels, with how many differ and where', async ({ browser, page }) => {
  await page.setViewportSize({ width: 200, height: 100 });
  const draw = async (left: number) => {
    const box = `position:absolute;left:${left}px;top:30px;width:20px;height:10px;background:#2457c5`;
    await page.setContent(`<body style="margin:0;background:#fff"><div style="${box}"></div>`);
    return await page.screenshot();
  };
  const before = await draw(40);
  const again = await draw(40);
  const moved = await draw(45);
  await page.setViewportSize({ width: 210, height: 100 });
  const wider = await draw(40);
  await withComparison(browser, async (compare) => {
    expect(await compare(before, again)).toEqual({ kind: 'same' });
    expect(await compare(before, moved)).toMatchObject({
      kind: 'other pixels',
      pixels: 100,
      share: 0.005,
      within: [40, 30, 25, 10],
    });
    expect(await compare(before, wider)).toEqual({ kind: 'other size', before: '200x100', now: '210x100' });
  });
});
