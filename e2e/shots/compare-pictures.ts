import type { Browser, Page } from '@playwright/test';

/** What differs between two pictures of one name. `share` is that of all pixels, 0 to 1; `picture` marks them. */
export type Difference =
  | { readonly kind: 'same' }
  | { readonly kind: 'other size'; readonly before: string; readonly now: string }
  | {
      readonly kind: 'other pixels';
      readonly pixels: number;
      readonly share: number;
      /** What holds them all, in pixels: left, top, width, height. */
      readonly within: readonly [number, number, number, number];
      readonly picture: Buffer;
    };

/** Compares pictures pixel by pixel, by the canvas of the browser that is there anyway. */
export async function withComparison<T>(
  browser: Browser,
  then: (compare: (before: Buffer, now: Buffer) => Promise<Difference>) => Promise<T>,
): Promise<T> {
  const page = await browser.newPage();
  try {
    return await then((before, now) => compare(page, before, now));
  } finally {
    await page.close();
  }
}

async function compare(page: Page, before: Buffer, now: Buffer): Promise<Difference> {
  if (before.equals(now)) return { kind: 'same' };
  const found = await page.evaluate(findDifference, [before.toString('base64'), now.toString('base64')] as const);
  if (typeof found === 'string') return { kind: 'same' };
  if ('sizes' in found) return { kind: 'other size', before: found.sizes[0], now: found.sizes[1] };
  const { pixels, share, within, picture } = found;
  return { kind: 'other pixels', pixels, share, within, picture: Buffer.from(picture, 'base64') };
}

/** Runs in the page: draws what is the same faintly, and what differs in the colour of callouts. */
async function findDifference([before, now]: readonly [string, string]) {
  const read = async (base64: string) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('There is no canvas to compare on.');
    context.drawImage(bitmap, 0, 0);
    return { canvas, context, data: context.getImageData(0, 0, bitmap.width, bitmap.height) };
  };
  const left = await read(before);
  const right = await read(now);
  const { width, height } = right.data;
  const size = ({ data }: typeof left) => `${data.width}x${data.height}`;
  if (size(left) !== size(right)) return { sizes: [size(left), size(right)] as const };
  const old = new Uint32Array(left.data.data.buffer);
  const fresh = new Uint32Array(right.data.data.buffer);
  const marked = new Uint32Array(fresh.length);
  let pixels = 0;
  let [x0, y0, x1, y1] = [width, height, 0, 0];
  for (let index = 0; index < fresh.length; index++) {
    if (old[index] === fresh[index]) {
      // A quarter of its strength over white; bytes stand as alpha, blue, green, red.
      marked[index] = ((fresh[index] ?? 0) & 0x00ffffff) | 0x40000000;
      continue;
    }
    pixels += 1;
    marked[index] = 0xff6b17a8;
    const x = index % width;
    const y = (index - x) / width;
    [x0, y0, x1, y1] = [Math.min(x0, x), Math.min(y0, y), Math.max(x1, x), Math.max(y1, y)];
  }
  if (pixels === 0) return 'same';
  right.context.putImageData(new ImageData(new Uint8ClampedArray(marked.buffer), width, height), 0, 0);
  const blob = await right.canvas.convertToBlob({ type: 'image/png' });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  const within = [x0, y0, x1 - x0 + 1, y1 - y0 + 1] as const;
  return { pixels, share: pixels / fresh.length, within, picture: btoa(text) };
}
