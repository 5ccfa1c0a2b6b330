import { calloutsOf } from './callout-marks.ts';
import { type Box, boxAround, frameOf, placeDisc, within } from './callout-place.ts';

/**
 * Draws frames and numbers over the page, in `layer`, and keeps them in place while it scrolls and changes; `candidate`
 * gives what a person is about to choose. Returns what draws anew at once.
 */
export function drawCallouts(layer: HTMLElement, candidate: () => Element | undefined): () => void {
  const root = layer.ownerDocument;
  let isAsked = false;
  const draw = () => {
    isAsked = false;
    const view = { width: root.documentElement.clientWidth, height: window.innerHeight };
    const made: HTMLElement[] = [];
    const around = (elements: readonly Element[]) => {
      const target = boxAround(elements.map(seenBox));
      return target === undefined ? undefined : frameOf(target, view);
    };
    for (const { number, elements } of calloutsOf(root)) {
      const frame = around(elements);
      if (frame === undefined) continue;
      const column = elements[0]?.closest('section, form, dialog')?.getBoundingClientRect();
      const disc = placeDisc(frame, column, view, (box) => isFree(box, layer));
      made.push(
        shape('frame', frame),
        shape('disc', { ...disc, right: disc.left + 22, bottom: disc.top + 22 }, String(number)),
      );
    }
    const chosen = candidate();
    const frame = chosen === undefined ? undefined : around([chosen]);
    if (frame !== undefined) made.push(shape('candidate', frame));
    layer.replaceChildren(...made);
  };
  const ask = () => {
    if (!isAsked) requestAnimationFrame(draw);
    isAsked = true;
  };
  root.addEventListener('scroll', ask, { capture: true, passive: true });
  window.addEventListener('resize', ask);
  new MutationObserver((changes) => {
    if (changes.some(({ target }) => !layer.contains(target))) ask();
  }).observe(root.body, { subtree: true, childList: true, characterData: true, attributes: true });
  ask();
  return ask;
}

/** What of an element is in view: scrolled out, it has no place in the picture. */
function seenBox(element: Element): Box {
  let box: Box = element.getBoundingClientRect();
  if (!element.checkVisibility({ visibilityProperty: true })) return { ...box, right: box.left };
  for (let outer = element.parentElement; outer !== null; outer = outer.parentElement)
    if (/auto|scroll|hidden|clip/.test(getComputedStyle(outer).overflowY))
      box = within(box, outer.getBoundingClientRect());
  return box;
}

/** True where no text, picture or control would be covered. */
function isFree(box: Box, layer: HTMLElement): boolean {
  const root = layer.ownerDocument;
  const middle = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
  const points = [
    middle,
    ...[box.left + 2, box.right - 2].flatMap((x) => [box.top + 2, box.bottom - 2].map((y) => ({ x, y }))),
  ];
  return points.every(({ x, y }) => {
    const top = root.elementsFromPoint(x, y).find((element) => !layer.contains(element));
    if (top === undefined) return true;
    if (top.closest('button, a, input, select, textarea, svg, img, [data-mask]') !== null) return false;
    return ![...top.childNodes].some((node) => node instanceof Text && covers(node, box));
  });
}

function covers(node: Text, box: Box): boolean {
  if (node.data.trim() === '') return false;
  const range = node.ownerDocument.createRange();
  range.selectNodeContents(node);
  return [...range.getClientRects()].some(
    (rect) => rect.left < box.right && rect.right > box.left && rect.top < box.bottom && rect.bottom > box.top,
  );
}

function shape(kind: 'frame' | 'disc' | 'candidate', box: Box, text = ''): HTMLElement {
  const element = document.createElement('div');
  element.dataset['calloutShape'] = kind;
  element.textContent = text;
  element.style.left = `${box.left}px`;
  element.style.top = `${box.top}px`;
  element.style.width = `${box.right - box.left}px`;
  element.style.height = `${box.bottom - box.top}px`;
  return element;
}
