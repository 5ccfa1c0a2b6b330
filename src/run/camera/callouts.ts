import type { Locator, Page } from '@playwright/test';

/** What a picture points at; a locator that finds several things is outlined as one. */
export type Callout = { readonly number: number; readonly at: Locator };

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** The most that one picture can carry before nobody finds anything in it. */
export const mostCallouts = 5;

/** Brings everything that is pointed at into the window. Gives what does not fit in beside the others. */
export async function bringIntoView(callouts: readonly Callout[]): Promise<readonly Callout[]> {
  for (const { at } of callouts.toReversed()) await at.first().scrollIntoViewIfNeeded();
  const lost: Callout[] = [];
  for (const callout of callouts) {
    const inside = await callout.at.first().evaluate((element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      return left >= 0 && top >= 0 && right <= window.innerWidth && bottom <= window.innerHeight;
    });
    if (!inside) lost.push(callout);
  }
  return lost;
}

/** Draws outlines and numbers over the page, above its dialogs too. Gives the way to take them off again. */
export async function drawCallouts(page: Page, callouts: readonly Callout[]): Promise<() => Promise<void>> {
  const marks: { readonly number: number; readonly box: Box }[] = [];
  for (const { number, at } of callouts) {
    const boxes: Box[] = [];
    for (const element of await at.all()) {
      const box = await element.boundingBox();
      if (box !== null) boxes.push(box);
    }
    marks.push({ number, box: around(boxes) });
  }
  const layer = await page.evaluateHandle(draw, marks);
  return async () => {
    await layer.evaluate((element) => element.remove());
    await layer.dispose();
  };
}

function around(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

/**
 * Runs in the page. An outline stands 6 px off what it shows; its number stands in the gutter beside it, or where else
 * it covers nothing that can be read.
 */
function draw(marks: readonly { readonly number: number; readonly box: Box }[]): HTMLElement {
  const disc = 22;
  const layer = document.createElement('div');
  // In the top layer, where dialogs are; not shown to assistive technology, as the sentences say the same.
  layer.popover = 'manual';
  layer.setAttribute('aria-hidden', 'true');
  Object.assign(layer.style, {
    position: 'fixed',
    inset: '0',
    width: '100vw',
    height: '100vh',
    margin: '0',
    border: '0',
    padding: '0',
    overflow: 'hidden',
    background: 'transparent',
    pointerEvents: 'none',
  });
  const put = (style: Partial<CSSStyleDeclaration>, text = '') => {
    const element = document.createElement('div');
    element.textContent = text;
    Object.assign(element.style, { position: 'absolute', boxSizing: 'border-box' }, style);
    layer.append(element);
  };

  const inked: DOMRect[] = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    if (node.textContent?.trim() === '') continue;
    range.selectNodeContents(node);
    inked.push(...range.getClientRects());
  }
  for (const element of document.querySelectorAll('button, input, textarea, svg, img, select'))
    inked.push(element.getBoundingClientRect());
  const taken: { x: number; y: number }[] = [];
  const frames = marks.map(({ box }) => {
    // What fills the window from edge to edge keeps its outline inside.
    const x = Math.max(box.x - 8, 2);
    const y = Math.max(box.y - 8, 2);
    const right = Math.min(box.x + box.width + 8, window.innerWidth - 2);
    const bottom = Math.min(box.y + box.height + 8, window.innerHeight - 2);
    return { x, y, width: right - x, height: bottom - y };
  });
  const cost = ({ x, y }: { x: number; y: number }): number => {
    if (x < 0 || y < 0 || x + disc > window.innerWidth || y + disc > window.innerHeight) return 1000;
    const meets = (rect: { x: number; y: number; width: number; height: number }) =>
      rect.x < x + disc && rect.x + rect.width > x && rect.y < y + disc && rect.y + rect.height > y;
    const others = taken.some((other) => meets({ ...other, width: disc, height: disc })) ? 100 : 0;
    return others + inked.filter(meets).length;
  };

  for (const [index, { x, y, width, height }] of frames.entries()) {
    put({
      left: `${x}px`,
      top: `${y}px`,
      width: `${width}px`,
      height: `${height}px`,
      border: '2px solid var(--color-mark)',
      borderRadius: '8px',
    });
    const beside = y + Math.min(height / 2, 28) - disc / 2;
    const places = [
      { x: x - disc - 2, y: beside },
      { x: x + width + 2, y: beside },
      { x: x - disc / 2, y: y - disc / 2 },
      { x: x + width - disc / 2, y: y - disc / 2 },
      { x: x - disc / 2, y: y + height - disc / 2 },
      { x: x + width - disc / 2, y: y + height - disc / 2 },
      { x: x + 8, y: y - disc - 2 },
      { x: x + 8, y: y + height + 2 },
    ];
    const [place] = places.map((at) => ({ at, cost: cost(at) })).sort((left, right) => left.cost - right.cost);
    if (place === undefined) continue;
    taken.push(place.at);
    put(
      {
        left: `${Math.round(place.at.x)}px`,
        top: `${Math.round(place.at.y)}px`,
        width: `${disc}px`,
        height: `${disc}px`,
        borderRadius: '50%',
        background: 'var(--color-mark)',
        color: 'var(--color-on-mark)',
        font: '600 13px/22px var(--font-sans)',
        textAlign: 'center',
      },
      String(marks[index]?.number ?? ''),
    );
  }
  document.body.append(layer);
  layer.showPopover();
  return layer;
}
