import { readFilter } from './filter-language.ts';
import { readWords } from './filter-words.ts';

/** One of the words or groups that must all match, as typed. */
type Part = { readonly start: number; readonly end: number; readonly text: string; readonly isChip: boolean };

/**
 * What a line asks for at once, part by part. A line with operators outside of brackets, or with brackets that do not
 * close, is one part, as its words cannot go alone.
 */
export function lineParts(line: string): readonly Part[] {
  const spans = partSpans(line);
  const whole = line.trim();
  if (spans === undefined)
    return whole === '' ? [] : [{ start: line.indexOf(whole), end: line.trimEnd().length, text: whole, isChip: false }];
  const { notes } = readFilter(line);
  return spans.map(({ start, end, isToken }) => ({
    start,
    end,
    text: line.slice(start, end),
    isChip: isToken && standsAlone(line, start, end) && !notes.some((note) => note.start < end && note.end > start),
  }));
}

/** False where a bracket touches a word, which looks like one word to whoever typed it. */
function standsAlone(line: string, start: number, end: number): boolean {
  return line.charAt(start - 1).trim() === '' && line.charAt(end).trim() === '';
}

type Span = { readonly start: number; readonly end: number; readonly isToken: boolean };

function partSpans(line: string): readonly Span[] | undefined {
  const spans: Span[] = [];
  let depth = 0;
  let opened = 0;
  let minus: number | undefined;
  for (const word of readWords(line)) {
    const { kind, start, end } = word;
    if (kind === '(') {
      if (depth === 0) opened = minus ?? start;
      minus = undefined;
      depth += 1;
    } else if (minus !== undefined) return undefined;
    else if (kind === ')') {
      depth -= 1;
      if (depth < 0) return undefined;
      if (depth === 0) spans.push({ start: opened, end, isToken: true });
    } else if (depth > 0) continue;
    else if (kind === 'term') {
      const filter = readFilter(word.raw).filter;
      spans.push({ start, end, isToken: filter.kind === 'token' || filter.kind === 'any' });
    } else if (kind === 'not' && end - start === 1) minus = start;
    else return undefined;
  }
  return depth > 0 || minus !== undefined ? undefined : spans;
}

/** A line as the input shows it: finished tokens as chips, then what is still text, with the caret's place in it. */
export type SplitLine = { readonly chips: readonly string[]; readonly rest: string; readonly caret: number };

/** Splits a line. The word that the caret touches is not finished; without a caret all are. */
export function splitLine(line: string, caret: number | undefined): SplitLine {
  const chips: string[] = [];
  let rest = '';
  let restCaret = caret ?? line.length;
  let from = 0;
  for (const part of lineParts(line)) {
    const isTouched = caret !== undefined && caret >= part.start && caret <= part.end;
    if (!part.isChip || isTouched) continue;
    chips.push(part.text);
    rest += line.slice(from, part.start);
    from = part.end;
    while (line.charAt(from) === ' ') from += 1;
    if (caret !== undefined && caret > part.start) restCaret -= Math.min(caret, from) - part.start;
  }
  rest += line.slice(from);
  const spaces = chips.length === 0 ? 0 : rest.length - rest.trimStart().length;
  return { chips, rest: rest.slice(spaces), caret: Math.max(0, restCaret - spaces) };
}

/** The line of some chips and the text after them; chips keep a space behind them, as finished words do. */
export function joinLine(chips: readonly string[], rest: string): string {
  return chips.length === 0 ? rest : `${chips.join(' ')} ${rest}`;
}

/** A line that asks for one more thing; brackets keep an OR of the line to itself. */
export function withToken(line: string, token: string): string {
  const whole = line.trim();
  if (whole === '' || token === '') return whole || token;
  return partSpans(whole) === undefined ? `(${whole}) ${token}` : `${whole} ${token}`;
}

/** The line without those of its parts that are one of the tokens, and the last token that it had. */
export function withoutTokens(
  line: string,
  tokens: readonly string[],
): { readonly line: string; readonly token: string | undefined } {
  const parts = lineParts(line);
  const own = parts.filter(({ text }) => tokens.includes(text.toLowerCase()));
  if (own.length === 0) return { line, token: undefined };
  const others = parts.filter((part) => !own.includes(part)).map(({ text }) => text);
  return { line: others.join(' '), token: own.at(-1)?.text.toLowerCase() };
}
