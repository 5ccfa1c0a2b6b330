import { guide } from './filter-guide.ts';
import type { FilterKey } from './filter-tokens.ts';

/** What was understood otherwise than it may be meant: its place in the line, and one sentence that mends it. */
export type Note = {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  /** The line as it would be after mending, and the words for the button that does it. */
  readonly mended?: { readonly label: string; readonly line: string } | undefined;
};

/** What is wrong with a word. */
export type NoteText =
  | { readonly kind: 'operator'; readonly operator: 'OR' | 'NOT' | '-' }
  | { readonly kind: 'bracket'; readonly bracket: '(' | ')' }
  | { readonly kind: 'open'; readonly lacks: '"' | ')' }
  | { readonly kind: 'empty'; readonly key: FilterKey }
  | { readonly kind: 'value'; readonly key: FilterKey }
  | { readonly kind: 'key'; readonly typed: string; readonly meant: FilterKey | undefined }
  | { readonly kind: 'limit'; readonly text: string };

/** The note on a word of the line. */
export function noteAt(line: string, place: { readonly start: number; readonly end: number }, text: NoteText): Note {
  const { start, end } = place;
  const without = () => ({
    label: 'Remove it',
    line: `${line.slice(0, start)}${line.slice(end)}`.replaceAll('  ', ' ').trim(),
  });
  const closed = (sign: string) => ({ label: `Add ${sign}`, line: line.trimEnd() + sign });
  switch (text.kind) {
    case 'operator':
      return text.operator === 'OR'
        ? { start, end, message: 'OR needs a filter on both sides.', mended: without() }
        : { start, end, message: `${text.operator} needs a filter after it.`, mended: without() };
    case 'bracket':
      return text.bracket === '('
        ? { start, end, message: 'This bracket is open. Close it where the group ends.', mended: closed(')') }
        : { start, end, message: 'This bracket closes nothing. Open one before it, or remove it.', mended: without() };
    case 'open':
      return text.lacks === '"'
        ? { start, end, message: 'This quote is open. Close it where the text ends.', mended: closed('"') }
        : { start, end, message: 'This list is open. Close it with a bracket.', mended: closed(')') };
    case 'empty':
      return { start, end, message: `${keyName(text.key)} takes ${guide[text.key].takes}.` };
    case 'value':
      return {
        start,
        end,
        message: `This is searched as text: ${keyName(text.key)} takes ${guide[text.key].takes}.`,
      };
    case 'key': {
      const { typed, meant } = text;
      const message = `There is no filter ${typed}:, so this is searched as text.`;
      if (meant === undefined) return { start, end, message: `${message} Put it in quotes if that is meant.` };
      const sign = line.charAt(start) === '-' ? start + 1 : start;
      const mended = { label: `Use ${meant}:`, line: line.slice(0, sign) + meant + line.slice(sign + typed.length) };
      return { start, end, message, mended };
    }
    case 'limit':
      return { start, end, message: text.text };
  }
}

function keyName(key: FilterKey): string {
  return key === 'attr' ? 'custom:' : `${key}:`;
}
