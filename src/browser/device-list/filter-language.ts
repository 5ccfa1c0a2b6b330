import { type Note, type NoteText, noteAt } from './filter-notes.ts';
import { readTerm } from './filter-terms.ts';
import type { FilterKey } from './filter-tokens.ts';
import { type Word, readWords } from './filter-words.ts';

/** What a filter line means. Values are lower-case, without quotes, and such as their key understands. */
export type Filter =
  | { readonly kind: 'all'; readonly of: readonly Filter[] }
  | { readonly kind: 'any'; readonly of: readonly Filter[] }
  | { readonly kind: 'not'; readonly of: Filter }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'token'; readonly key: FilterKey; readonly value: string };

/** A line as it was understood, with a note on everything that was understood otherwise than it may be meant. */
export type Reading = { readonly filter: Filter; readonly notes: readonly Note[] };

/** The longest line that is read, in characters, and the most words; what comes after them is left out and noted. */
const longestLine = 10_000;
const mostTerms = 100;
const deepest = 40;
const mostNotes = 20;

const nothingAsked: Filter = { kind: 'all', of: [] };

/** True for a filter that every device passes. */
export function isEmpty(filter: Filter): boolean {
  return filter.kind === 'all' && filter.of.length === 0;
}

/** All parts at once; parts that ask nothing are left out, and a part that is itself such a list is spread. */
export function allOf(parts: readonly Filter[]): Filter {
  const of = parts.flatMap((part) => (part.kind === 'all' ? part.of : [part]));
  return of.length === 1 && of[0] !== undefined ? of[0] : { kind: 'all', of };
}

/** Any of the parts; parts that ask nothing are left out, as they are not typed yet. */
export function anyOf(parts: readonly Filter[]): Filter {
  const of = parts.filter((part) => !isEmpty(part)).flatMap((part) => (part.kind === 'any' ? part.of : [part]));
  if (of.length === 0) return nothingAsked;
  return of.length === 1 && of[0] !== undefined ? of[0] : { kind: 'any', of };
}

/** The opposite; of nothing asked, still nothing. */
export function noneOf(part: Filter): Filter {
  if (isEmpty(part)) return nothingAsked;
  return part.kind === 'not' ? part.of : { kind: 'not', of: part };
}

/** What a line means, without its notes. */
export function parseFilter(line: string): Filter {
  return readFilter(line).filter;
}

/**
 * Reads one line: words side by side must all match, OR between them lets either, NOT or a leading "-" excludes,
 * brackets group, and quotes keep spaces. Never fails: half-typed brackets, operators and tokens are read as far as
 * they go, and each is noted.
 */
export function readFilter(line: string): Reading {
  const words = readWords(line.slice(0, longestLine));
  const notes: Note[] = [];
  const note = (word: Word, text: NoteText) => {
    if (notes.length < mostNotes) notes.push(noteAt(line, word, text));
  };
  let position = 0;
  let terms = 0;

  function any(depth: number): Filter {
    const branches: Filter[] = [];
    for (;;) {
      const before = position;
      branches.push(all(depth));
      const or = words[position];
      if (or?.kind !== 'or') break;
      position += 1;
      const next = words[position];
      if (before === position - 1 || next === undefined || next.kind === 'or' || next.kind === ')')
        note(or, { kind: 'operator', operator: 'OR' });
    }
    return anyOf(branches);
  }

  function all(depth: number): Filter {
    const parts: Filter[] = [];
    for (let word = words[position]; word !== undefined; word = words[position]) {
      if (word.kind === 'or' || (word.kind === ')' && depth > 0)) break;
      if (word.kind === ')') note(word, { kind: 'bracket', bracket: ')' });
      if (word.kind === 'and' || word.kind === ')') position += 1;
      else parts.push(one(depth));
    }
    return allOf(parts);
  }

  function one(depth: number): Filter {
    let isExcluded = false;
    let word = words[position];
    for (; word?.kind === 'not'; word = words[position]) {
      isExcluded = !isExcluded;
      position += 1;
      const next = words[position]?.kind;
      if (next === undefined || next === 'or' || next === 'and' || next === ')') {
        note(word, { kind: 'operator', operator: word.end - word.start === 1 ? '-' : 'NOT' });
        return nothingAsked;
      }
    }
    if (word === undefined) return nothingAsked;
    const filter = word.kind === '(' ? group(word, depth) : term(word);
    return isExcluded ? noneOf(filter) : filter;
  }

  function group(open: Word, depth: number): Filter {
    position += 1;
    if (depth >= deepest) {
      if (depth === deepest)
        note(open, { kind: 'limit', text: `Brackets are read ${deepest} deep. Remove some of them.` });
      return nothingAsked;
    }
    const inner = any(depth + 1);
    if (words[position]?.kind === ')') position += 1;
    else note(open, { kind: 'bracket', bracket: '(' });
    return inner;
  }

  function term(word: Word): Filter {
    position += 1;
    if (word.kind !== 'term') return nothingAsked;
    terms += 1;
    if (terms > mostTerms) {
      if (terms === mostTerms + 1)
        note(word, { kind: 'limit', text: `Only the first ${mostTerms} words are read. Remove some of them.` });
      return nothingAsked;
    }
    const { alternatives, problem } = readTerm(word.raw);
    if (word.lacks !== '') note(word, { kind: 'open', lacks: word.lacks });
    else if (problem !== undefined) note(word, problem);
    const filter = anyOf(alternatives);
    return word.isExcluded ? noneOf(filter) : filter;
  }

  const filter = any(0);
  if (line.length > longestLine)
    notes.push({
      start: longestLine,
      end: line.length,
      message: 'The line is too long to be read to its end. Shorten it.',
    });
  return { filter, notes: notes.toSorted((one, other) => one.start - other.start) };
}
