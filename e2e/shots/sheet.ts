import type { Browser } from '@playwright/test';
import { openCamera } from '#run/camera/camera.ts';
import { pictureTime } from '#run/camera/demo-console.ts';

/** A state and what it is. */
export type Part = { readonly caption: string; readonly picture: Buffer };

/** Lays parts out on one picture, twice as fine as CSS pixels: `banners` over the whole width, then the columns. */
export async function composeSheet(
  browser: Browser,
  size: { readonly width: number; readonly height: number },
  columns: readonly (readonly Part[])[],
  banners: readonly Part[] = [],
): Promise<Buffer> {
  const camera = await openCamera(browser, { theme: 'light', size, scale: 2, now: pictureTime });
  const figure = ({ caption, picture }: Part) =>
    `<figure><figcaption>${caption}</figcaption><img src="data:image/png;base64,${picture.toString('base64')}"></figure>`;
  const column = (parts: readonly Part[]) => `<div>${parts.map(figure).join('')}</div>`;
  try {
    await camera.page.setContent(`<!doctype html><style>
body { margin: 0; padding: 16px 32px; background: #fff; font: 12px/16px 'Liberation Sans', sans-serif; color: #6b6963; }
figure { margin: 0 0 20px; }
figcaption { margin-bottom: 8px; }
img { display: block; max-width: 100%; zoom: 0.5; }
main { display: grid; grid-template-columns: repeat(${columns.length}, 1fr); gap: 48px; }
</style>${banners.map(figure).join('')}<main>${columns.map(column).join('')}</main>`);
    await camera.page.evaluate(async () => {
      await Promise.all(Array.from(document.images, (image) => image.decode()));
    });
    const height = await camera.page.evaluate(() => document.documentElement.scrollHeight);
    await camera.page.setViewportSize({ width: size.width, height: Math.max(size.height, height) });
    return await camera.take();
  } finally {
    await camera.close();
  }
}
