import type { Locator, Page } from '@playwright/test';

/** What a picture points at; a locator that finds several things is outlined as one. */
export type Callout = { readonly number: number; readonly at: Locator };

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** The most that one picture can carry before nobody finds anything in it. */
export const mostCallouts = 5;

/** Brings everything that is pointed at into the window. Gives what does not fit in beside the others. */
export async function bringIntoView(callouts: readonly Callout[]): Promise<readonly Callout[]> {
  // From the top, where the name of what is shown stands, and only as far down as it has to be.
  await callouts[0]?.at.first().evaluate((element) => {
    for (let outer = element.parentElement; outer !== null; outer = outer.parentElement) outer.scrollTop = 0;
  });
  for (const { at } of callouts.toReversed()) await at.first().evaluate(scrollJustInto);
  const lost: Callout[] = [];
  for (const callout of callouts) {
    const { x, y, width, height } = await callout.at.first().evaluate(boxOf);
    const window = callout.at.page().viewportSize() ?? { width: Infinity, height: Infinity };
    if (x < 0 || y < 0 || x + width > window.width || y + height > window.height) lost.push(callout);
  }
  return lost;
}

/** Draws outlines and numbers over the page, above its dialogs too. Gives the way to take them off again. */
export async function drawCallouts(page: Page, callouts: readonly Callout[]): Promise<() => Promise<void>> {
  const marks: { readonly number: number; readonly box: Box }[] = [];
  for (const { number, at } of callouts) {
    const boxes: Box[] = [];
    for (const element of await at.all()) {
      boxes.push(await element.evaluate(boxOf));
    }
    marks.push({ number, box: around(boxes) });
  }
  const layer = await page.evaluateHandle(draw, marks);
  return async () => {
    await layer.evaluate((element) => element.remove());
    await layer.dispose();
  };
}

/** Runs in the page. Leaves room for the outline. */
function scrollJustInto(element: Element): void {
  if (!(element instanceof HTMLElement)) return;
  element.style.scrollMarginBlock = '32px';
  element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  element.style.scrollMarginBlock = '';
}

/** Runs in the page. What lays out as if it were not there takes the place of its content. */
function boxOf(element: Element): Box {
  const own = element.getBoundingClientRect();
  const range = document.createRange();
  range.selectNodeContents(element);
  const { x, y, width, height } = own.width === 0 && own.height === 0 ? range.getBoundingClientRect() : own;
  return { x, y, width, height };
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
  // As far off as there is room: an outline may not run through what stands beside.
  const frames = marks.map(({ box }) => {
    const at = (room: number) => {
      const x = Math.max(box.x - room, 2);
      const y = Math.max(box.y - room, 2);
      const right = Math.min(box.x + box.width + room, window.innerWidth - 2);
      const bottom = Math.min(box.y + box.height + room, window.innerHeight - 2);
      return { x, y, width: right - x, height: bottom - y };
    };
    const beside = inked.filter(
      (rect) =>
        rect.left < box.x - 1 ||
        rect.top < box.y - 1 ||
        rect.right > box.x + box.width + 1 ||
        rect.bottom > box.y + box.height + 1,
    );
    const cut = (frame: ReturnType<typeof at>) =>
      beside.filter(
        (rect) =>
          rect.left < frame.x + frame.width &&
          rect.right > frame.x &&
          rect.top < frame.y + frame.height &&
          rect.bottom > frame.y,
      ).length;
    const [frame = at(8)] = [8, 6, 4, 3].map(at).sort((left, right) => cut(left) - cut(right));
    return frame;
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
      { x: 2, y: y - disc - 2 },
      { x: x + width / 2 - disc / 2, y: y - disc - 2 },
      { x: x + width / 2 - disc / 2, y: y + height + 2 },
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
