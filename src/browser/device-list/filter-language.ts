/** The keys that a token may have; any other word with a colon (an IPv6 address, say) is free text. */
export const filterKeys = [
  'tag',
  'os',
  'owner',
  'name',
  'ip',
  'status',
  'version',
  'is',
  'route',
  'expires',
  'update',
] as const;
export type FilterKey = (typeof filterKeys)[number];

/** What a filter line means. Values are lower-case, without quotes. */
export type Filter =
  | { readonly kind: 'all'; readonly of: readonly Filter[] }
  | { readonly kind: 'any'; readonly of: readonly Filter[] }
  | { readonly kind: 'not'; readonly of: Filter }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'token'; readonly key: FilterKey; readonly value: string };

type Word = { readonly kind: '(' | ')' | 'or' | 'and' | 'not' } | { readonly kind: 'term'; readonly filter: Filter };

/**
 * Reads one line: words side by side must all match, OR between them lets either, NOT or a leading "-" excludes,
 * brackets group and quotes keep spaces. Never fails: half-typed brackets, operators and tokens are read as far as they go.
 */
export function parseFilter(line: string): Filter {
  const words = readWords(line);
  let position = 0;

  function any(): Filter {
    const branches = [all()];
    while (words[position]?.kind === 'or') {
      position += 1;
      branches.push(all());
    }
    const meant = branches.filter((branch) => !isEmpty(branch));
    return meant.length === 1 && meant[0] !== undefined
      ? meant[0]
      : meant.length === 0
        ? nothingAsked
        : { kind: 'any', of: meant };
  }

  function all(): Filter {
    const parts: Filter[] = [];
    for (
      let word = words[position];
      word !== undefined && word.kind !== 'or' && word.kind !== ')';
      word = words[position]
    ) {
      if (word.kind === 'and') position += 1;
      else parts.push(one());
    }
    const meant = parts.filter((part) => !isEmpty(part));
    return meant.length === 1 && meant[0] !== undefined ? meant[0] : { kind: 'all', of: meant };
  }

  function one(): Filter {
    const word = words[position];
    position += 1;
    if (word === undefined) return nothingAsked;
    if (word.kind === 'term') return word.filter;
    if (word.kind === 'not') {
      const next = words[position];
      if (next === undefined || next.kind === 'or' || next.kind === ')') return nothingAsked;
      const excluded = one();
      return isEmpty(excluded) ? nothingAsked : { kind: 'not', of: excluded };
    }
    if (word.kind !== '(') return nothingAsked;
    const inner = any();
    if (words[position]?.kind === ')') position += 1;
    return inner;
  }

  const parts: Filter[] = [];
  while (position < words.length) {
    parts.push(any());
    // A closing bracket that nothing opened.
    if (words[position]?.kind === ')') position += 1;
  }
  const meant = parts.filter((part) => !isEmpty(part));
  return meant.length === 1 && meant[0] !== undefined ? meant[0] : { kind: 'all', of: meant };
}

const nothingAsked: Filter = { kind: 'all', of: [] };

/** True for a filter that every device passes. */
export function isEmpty(filter: Filter): boolean {
  return filter.kind === 'all' && filter.of.length === 0;
}

// One word: brackets, or a run without spaces in which quotes may hold spaces. Each branch consumes what the others
// cannot, so the time is linear in the length of the line.
const wordPattern = /[()]|(?:[^\s()"]+|"[^"]*"?)+/g;

function readWords(line: string): readonly Word[] {
  const words: Word[] = [];
  for (const [raw] of line.matchAll(wordPattern)) {
    if (raw === '(' || raw === ')') words.push({ kind: raw });
    else if (raw === 'OR') words.push({ kind: 'or' });
    else if (raw === 'AND') words.push({ kind: 'and' });
    else if (raw === 'NOT' || raw === '-') words.push({ kind: 'not' });
    else if (raw.startsWith('-')) words.push({ kind: 'not' }, { kind: 'term', filter: readTerm(raw.slice(1)) });
    else words.push({ kind: 'term', filter: readTerm(raw) });
  }
  return words;
}

function readTerm(raw: string): Filter {
  const colon = raw.indexOf(':');
  const key = filterKeys.find((known) => known === raw.slice(0, Math.max(0, colon)).toLowerCase());
  const text = raw
    .slice(key === undefined ? 0 : colon + 1)
    .replaceAll('"', '')
    .toLowerCase();
  if (text === '') return nothingAsked;
  return key === undefined ? { kind: 'text', text } : { kind: 'token', key, value: text };
}
