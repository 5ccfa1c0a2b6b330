/**
 * What capture mode looks like. Adopted by script, as the page's own styles are at the limit of what a first visit loads
 * and the content policy allows no style element.
 */
export const captureStyle = `
[data-mask] {
  display: inline-block;
  border-radius: 3px;
  background: var(--color-redact);
  color: var(--color-ink-2);
  padding-inline: 6px;
  font: 500 max(var(--text-caption), 0.86em) / 1.42 var(--font-sans);
  letter-spacing: 0;
  white-space: nowrap;
  forced-color-adjust: none;
}
:root { --color-hover: transparent; }
[class*='group-hover'][class*='opacity-0']:not(:focus-visible, [data-picking] *) { opacity: 0 !important; }
*, ::before, ::after {
  animation: none !important;
  transition: none !important;
  caret-color: transparent !important;
  scrollbar-width: none !important;
  scroll-behavior: auto !important;
}
[data-passing], .animate-spin { display: none !important; }
#root > .h-dvh { height: calc(100dvh - 24px); contain: layout; }
dialog:modal { bottom: 24px; max-height: calc(100dvh - 48px); }
[data-capture-mark] {
  position: fixed; right: 8px; bottom: 2px; padding: 2px 6px; border-radius: 4px; background: var(--color-canvas);
}
[data-capture-mark], [data-capture-hint] {
  font: 400 var(--text-caption) / 16px var(--font-sans); color: var(--color-ink-3);
}
[data-capture-mark] button { font: inherit; color: inherit; }
[data-capture-hint] {
  position: fixed; z-index: 60; right: 8px; bottom: 34px; border-radius: 4px; background: var(--color-canvas); box-shadow: var(--shadow-menu); color: var(--color-ink); padding: 8px 12px; }
[data-capture-panel] {
  position: fixed; z-index: 60; inset: auto 8px 36px auto; margin: 0; width: 320px; max-width: calc(100vw - 16px);
  max-height: calc(100dvh - 48px); overflow-y: auto;
}
[data-capture-tools='hidden'] :is([data-capture-panel], [data-capture-hint]) { visibility: hidden; }
[data-callouts] { position: fixed; inset: 0; z-index: 50; pointer-events: none; }
[data-callout-shape] { box-sizing: border-box; }
[data-callouts] > * { position: absolute; }
[data-callout-shape='frame'] { border: 2px solid var(--color-mark); border-radius: 8px; }
[data-callout-shape='candidate'] { border: 2px dashed var(--color-mark); border-radius: 8px; }
[data-callout-shape='disc'] {
  display: inline-block; flex: none; width: 22px; height: 22px; border-radius: 999px;
  background: var(--color-mark); color: var(--color-on-mark);
  font: 600 13px / 22px var(--font-sans); font-variant-numeric: tabular-nums; text-align: center;
}
@media print { #root > .h-dvh { height: auto; contain: none; } [data-capture-mark] { display: none; } }
`;

/** Puts the style into effect for the whole document. */
export function adoptStyle(root: Document, text: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
