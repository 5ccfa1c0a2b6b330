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
  font: 500 var(--text-caption) / 17px var(--font-sans);
  letter-spacing: 0;
  white-space: nowrap;
  forced-color-adjust: none;
}
:root { --color-hover: transparent; }
*, ::before, ::after {
  animation: none !important;
  transition: none !important;
  caret-color: transparent !important;
  scroll-behavior: auto !important;
}
[data-passing], .animate-spin { display: none !important; }
[data-capture-mark] {
  position: fixed; z-index: 40; right: 8px; bottom: 8px; padding: 2px 6px;
  border-radius: 4px; background: var(--color-canvas);
  font: 400 var(--text-caption) / 16px var(--font-sans); color: var(--color-ink-3);
}
@media (width < 760px) { [data-capture-mark] { bottom: 60px; } }
`;

/** Puts the style into effect for the whole document. */
export function adoptStyle(root: Document, text: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
