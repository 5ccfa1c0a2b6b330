import type { Difference } from '#browser/changes/change.ts';
import { codeText, plainText } from './markdown-text.ts';

/** One difference of a change as the Markdown of a report. */
export function differenceMarkdown(difference: Difference): string {
  switch (difference.kind) {
    case 'added':
      return `+ ${codeText(difference.text)}`;
    case 'removed':
      return `− ${codeText(difference.text)}`;
    case 'became':
      return `${plainText(difference.before)} → ${plainText(difference.after)}`;
  }
}
