import { readLabels } from './labels.ts';

/** So long nobody types who has finished a number. */
const rest = 400;

/**
 * Lets a person type the labels that they read: once the typing rests, "IPv4 12" in a field becomes the alias that stands
 * for it, which every field of the page understands.
 */
export function takeTypedLabels(view: Window & typeof globalThis): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  view.addEventListener(
    'input',
    ({ target }) => {
      clearTimeout(timer);
      if (!(target instanceof HTMLInputElement) || target.closest('[data-capture-tools]') !== null) return;
      timer = setTimeout(() => {
        const meant = readLabels(target.value);
        if (meant === target.value || !target.isConnected) return;
        // Past the setter that React has put on the field itself, so that it notices.
        Reflect.set(view.HTMLInputElement.prototype, 'value', meant, target);
        target.dispatchEvent(new Event('input', { bubbles: true }));
      }, rest);
    },
    { capture: true },
  );
}
