import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '#run/prepare.mjs';

const fonts = {
  'inter.woff2': '@fontsource-variable/inter/files/inter-latin-opsz-normal.woff2',
  'jetbrains-mono.woff2': '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
} as const;

/** Puts the fonts of the product beside the page, in its folder `fonts`. */
export function copyFonts(folder: string): void {
  mkdirSync(join(folder, 'fonts'), { recursive: true });
  for (const [name, from] of Object.entries(fonts))
    copyFileSync(join(root, 'node_modules', from), join(folder, 'fonts', name));
}

/** The style of the page of runbooks, which is always light: it stands on the product's own tokens. */
export function pageStyle(): string {
  const [, tokens = ''] =
    /@theme static \{\n([\s\S]*?)\n\}/.exec(readFileSync(join(root, 'src/browser/styles.css'), 'utf8')) ?? [];
  const used = tokens.split('\n').filter((line) => /^ {2}--(color-[a-z][\w-]*|font-(sans|mono)):/.test(line));
  return `@font-face { font-family: 'Inter Variable'; font-weight: 100 900; src: url('fonts/inter.woff2') format('woff2'); }
@font-face { font-family: 'JetBrains Mono Variable'; font-weight: 100 800; src: url('fonts/jetbrains-mono.woff2') format('woff2'); }
:root {
  color-scheme: light;
${used.join('\n')}
}
${rules}`;
}

const rules = `* { box-sizing: border-box; margin: 0; }
body { background: var(--color-canvas); color: var(--color-ink); font: 400 15px/24px var(--font-sans); }
nav, article { width: min(860px, 100% - 32px); margin: 36px auto; }
article { border-top: 1px solid var(--color-line-strong); padding-top: 36px; }
h1 { margin-top: 4px; font: 600 26px/32px var(--font-sans); letter-spacing: -0.02em; }
h2 { margin-top: 28px; font: 600 15px/24px var(--font-sans); break-after: avoid; }
a { color: var(--color-accent-ink); text-underline-offset: 3px; }
p, li { text-wrap: pretty; }
code { font: 400 0.9em/1 var(--font-mono); font-variant-ligatures: none; overflow-wrap: anywhere; }
.place, figcaption, nav span { font-size: 13px; line-height: 20px; color: var(--color-ink-3); }
.use { margin-top: 12px; color: var(--color-ink-2); }
h2 + .use { margin-top: 4px; }
nav ol { margin-top: 16px; padding-left: 24px; }
figure { margin-top: 20px; break-inside: avoid; }
img { display: block; width: 100%; border-radius: 4px; outline: 1px solid var(--color-line-strong); }
figcaption { margin-top: 8px; }
section ol { list-style: none; margin-top: 20px; padding: 0; display: grid; gap: 10px; }
section li { display: grid; grid-template-columns: 22px 1fr; gap: 12px; color: var(--color-ink-2); break-inside: avoid; }
section li b {
  width: 22px; height: 22px; border-radius: 50%; background: var(--color-mark); color: var(--color-on-mark);
  font: 600 13px/22px var(--font-sans); text-align: center; margin-top: 1px; print-color-adjust: exact;
}
section li strong { font-weight: 600; color: var(--color-ink); }
@page { margin: 18mm 16mm; }
@media print {
  body { font-size: 10.5pt; line-height: 15pt; }
  nav, article { width: 100%; margin: 0; }
  article { border: 0; padding: 0; break-before: page; }
  section { break-inside: avoid; }
  section + section, h2 { margin-top: 5mm; }
  img { max-height: 118mm; width: auto; max-width: 100%; }
}
`;
