/** What an embed page says to the page around it, whenever its content takes another height: whole CSS pixels. */
export type HeightMessage = { readonly type: 'tailboard:height'; readonly height: number };

/**
 * Tells the page around this one how high `content` is, now and whenever that changes. Only the given origins hear it:
 * where the browser says who the page around is, that one; else each is addressed, and the browser delivers to none but
 * the right one. Gives the way to stop.
 */
export function tellHeight(view: Window, content: Element, origins: readonly string[]): () => void {
  if (view.parent === view) return () => undefined;
  const [parent] = view.location.ancestorOrigins ?? [];
  const hearers = parent === undefined ? origins : origins.filter((origin) => origin === parent);
  let told = 0;
  const observer = new ResizeObserver(() => {
    const height = Math.ceil(content.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    const message: HeightMessage = { type: 'tailboard:height', height };
    for (const origin of hearers) view.parent.postMessage(message, origin);
  });
  observer.observe(content);
  return () => observer.disconnect();
}
