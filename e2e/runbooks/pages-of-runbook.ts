import type { Runbook } from './runbook.ts';

/** One numbered step as it is written down, in the little Markdown of runbooks: `code` and nothing else. */
export type WrittenStep = { readonly number: number; readonly say: string; readonly see: string };
/** A picture with what belongs to it, or steps without one. */
export type WrittenScene = {
  /** File beside the pages; absent without a picture. */
  readonly picture?: { readonly file: string; readonly number: number; readonly caption: string; readonly alt: string };
  readonly steps: readonly WrittenStep[];
};
export type WrittenRunbook = Pick<Runbook, 'name' | 'title' | 'chapter' | 'use' | 'undo' | 'masks'> & {
  readonly scenes: readonly WrittenScene[];
};

/** "Captured 21 Nov 2026, identities masked." */
function captureNote(taken: number, masks = 'identities'): string {
  const day = new Date(taken).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return `Captured ${day}, ${masks.replaceAll(',', ' and ')} masked.`;
}

/** A runbook as Markdown that names its pictures by relative paths. */
export function runbookMarkdown(runbook: WrittenRunbook, taken: number): string {
  const scenes = runbook.scenes.map(({ picture, steps }) => {
    const figure =
      picture === undefined
        ? []
        : [
            `![${picture.alt}](${picture.file})`,
            `_Figure ${picture.number}. ${picture.caption}. ${captureNote(taken, runbook.masks)}_`,
          ];
    return [...figure, steps.map(({ number, say, see }) => `${number}. **${say}** ${see}`).join('\n')].join('\n\n');
  });
  return `${[`# ${runbook.title}`, runbook.use, ...scenes, `## To take it back`, runbook.undo].join('\n\n')}\n`;
}

/** All runbooks as one page that also prints well: each begins on a new sheet, and no picture is cut. */
export function runbooksPage(runbooks: readonly WrittenRunbook[], taken: number, style: string): string {
  const contents = runbooks
    .map(({ name, title, chapter }) => `<li><a href="#${name}">${text(title)}</a> <span>${text(chapter)}</span></li>`)
    .join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Runbooks</title>
<style>
${style}
</style>
</head>
<body>
<nav>
<h1>Runbooks</h1>
<p class="use">Each was played in a browser, step by step, when these pictures were taken. ${captureNote(taken)}</p>
<ol>
${contents}
</ol>
</nav>
${runbooks.map((runbook, index) => article(runbook, index + 1, taken)).join('\n')}
</body>
</html>
`;
}

function article(
  { name, title, chapter, use, undo, masks, scenes }: WrittenRunbook,
  place: number,
  taken: number,
): string {
  const parts = scenes.map(({ picture, steps }) => {
    const figure =
      picture === undefined
        ? ''
        : `<figure><img src="${picture.file}" alt="${text(picture.alt)}">
<figcaption>Figure ${picture.number}. ${text(picture.caption)}. ${captureNote(taken, masks)}</figcaption></figure>\n`;
    const items = steps.map(
      ({ number, say, see }) =>
        `<li value="${number}"><b>${number}</b><p><strong>${rich(say)}</strong> ${rich(see)}</p></li>`,
    );
    return `<section>\n${figure}<ol>\n${items.join('\n')}\n</ol>\n</section>`;
  });
  return `<article id="${name}">
<p class="place">Runbook / ${text(chapter)} / ${place}</p>
<h1>${text(title)}</h1>
<p class="use">${rich(use)}</p>
${parts.join('\n')}
<h2>To take it back</h2>
<p class="use">${rich(undo)}</p>
</article>`;
}

function text(given: string): string {
  return given.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function rich(given: string): string {
  return text(given).replaceAll(/`([^`]+)`/g, '<code>$1</code>');
}
