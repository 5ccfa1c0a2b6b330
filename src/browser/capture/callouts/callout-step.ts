import { plainText } from '#browser/changes/hand-off/markdown-text.ts';
import { formatDate } from '#browser/device/moment.ts';

/** What a picture with its callouts is about. */
export type Step = {
  /** What the page is called: "edge-fra-01". */
  readonly page: string;
  /** When it was taken, milliseconds since 1970. */
  readonly at: number;
  readonly callouts: readonly { readonly number: number; readonly text: string; readonly target: string }[];
};

/** The name of the picture's file: "tailboard-edge-fra-01.png". */
export function pictureName({ page }: Pick<Step, 'page'>): string {
  const slug = page
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return `tailboard-${slug || 'page'}.png`;
}

/** What stands on the picture, for who does not see it. */
function altText({ page, callouts }: Pick<Step, 'page' | 'callouts'>): string {
  const parts = callouts.map(({ number, target }) => `${number}: ${target}`);
  return [`Tailboard, ${page}`, ...(parts.length === 0 ? [] : [parts.join('; ')])].join('. ');
}

/** A step of a runbook in Markdown: the picture, its alternative text, when it was taken, and a line for each callout. */
export function stepMarkdown(step: Step): string {
  const lines = step.callouts.map(({ number, text, target }) => `${number}. ${plainText(text || target)}`);
  return [
    `![${plainText(altText(step))}](${pictureName(step)})`,
    '',
    `*${plainText(step.page)}. Captured ${formatDate(step.at)}, identities masked.*`,
    ...(lines.length === 0 ? [] : ['', ...lines]),
    '',
  ].join('\n');
}
