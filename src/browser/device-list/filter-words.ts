/** One word of a filter line and where it stands; `end` is the first place after it. */
export type Word =
  { readonly kind: '(' | ')' | 'or' | 'and' | 'not'; readonly start: number; readonly end: number } | Term;

/** A free word or a token, as typed. `isExcluded` tells of a "-" in front, which `raw` does not have. */
export type Term = {
  readonly kind: 'term';
  readonly start: number;
  readonly end: number;
  readonly isExcluded: boolean;
  readonly raw: string;
  /** What the word lacks at its end: the quote or the bracket of a list that is still open. */
  readonly lacks: '' | '"' | ')';
};

const operators: Readonly<Record<string, 'or' | 'and' | 'not'>> = { OR: 'or', AND: 'and', NOT: 'not' };

/**
 * Cuts a filter line into words: brackets, operators in capitals, and runs without spaces, in which quotes may hold
 * spaces and a bracket right after a key (`tag:(prod | db)`) holds a list. Reads each character once.
 */
export function readWords(line: string): readonly Word[] {
  const words: Word[] = [];
  let at = 0;
  while (at < line.length) {
    const character = line.charAt(at);
    if (isSpace(character)) at += 1;
    else if (character === '(' || character === ')') {
      words.push({ kind: character, start: at, end: at + 1 });
      at += 1;
    } else {
      const word = readWord(line, at);
      words.push(word);
      at = word.end;
    }
  }
  return words;
}

function readWord(line: string, start: number): Word {
  const isExcluded = line.charAt(start) === '-';
  const first = isExcluded ? start + 1 : start;
  const { end, lacks } = endOfRun(line, first);
  const raw = line.slice(first, end);
  if (isExcluded && raw === '') return { kind: 'not', start, end };
  const operator = isExcluded ? undefined : operators[raw];
  return operator === undefined ? { kind: 'term', start, end, isExcluded, raw, lacks } : { kind: operator, start, end };
}

/** Where the run that begins at `start` ends, and what it lacks there. */
function endOfRun(line: string, start: number): { end: number; lacks: Term['lacks'] } {
  let isQuoted = false;
  let isList = false;
  let at = start;
  for (; at < line.length; at++) {
    const character = line.charAt(at);
    if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (isList) {
      if (character === ')') return { end: at + 1, lacks: '' };
    } else if (character === '(' && isKey(line.slice(start, at))) isList = true;
    else if (isSpace(character) || character === '(' || character === ')') return { end: at, lacks: '' };
  }
  return { end: at, lacks: isQuoted ? '"' : isList ? ')' : '' };
}

/** True for what may stand before the bracket of a list: a key with its colon, or an attribute with its "=". */
function isKey(text: string): boolean {
  return text.length < 140 && /^[a-z][\w:]*[:=]$/i.test(text);
}

function isSpace(character: string): boolean {
  return character.trim() === '';
}
