/**
 * What can be looked for, as one text: each field begins with its mark, a control character that nobody types, and ends
 * where the next begins. Fields stand in the order of their weight.
 */
export const marks = { name: '\x01', tag: '\x02', owner: '\x03', ipv4: '\x04', ipv6: '\x05', other: '\x06' } as const;
type Field = keyof typeof marks;

type Weights = {
  readonly whole: number;
  readonly start: number;
  readonly word: number;
  readonly end: number;
  readonly inside: number;
};

/** What a match is worth by where it stands; an address is known by its tail, a name by its head. */
const weights: Readonly<Record<Field, Weights>> = {
  name: { whole: 100, start: 80, word: 60, end: 45, inside: 40 },
  tag: { whole: 70, start: 50, word: 45, end: 20, inside: 15 },
  owner: { whole: 75, start: 55, word: 25, end: 10, inside: 10 },
  ipv4: { whole: 95, start: 55, word: 20, end: 50, inside: 12 },
  ipv6: { whole: 95, start: 10, word: 15, end: 65, inside: 12 },
  other: { whole: 60, start: 30, word: 20, end: 10, inside: 8 },
};
const byMark = [undefined, ...Object.values(weights)];
const lastMark = 6;
/** More than a length difference can ever cost. */
const longest = 9;

/**
 * How well one word, lower-case, fits a text: 0 when it does not stand in it, more the weightier the field, the nearer
 * to its beginning and the less there is besides. `only` is a mark when just that field is meant.
 */
export function scoreWord(text: string, word: string, only = 0): number {
  let best = 0;
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    let begin = at - 1;
    while (text.charCodeAt(begin) > lastMark) begin -= 1;
    const mark = text.charCodeAt(begin);
    const weight = byMark[mark];
    if (weight === undefined || (only !== 0 && mark !== only)) continue;
    let end = at + word.length;
    while (end < text.length && text.charCodeAt(end) > lastMark) end += 1;
    const isStart = begin === at - 1;
    const isEnd = end === at + word.length;
    const place = isStart
      ? isEnd
        ? weight.whole
        : weight.start
      : Math.max(isEnd ? weight.end : 0, wordWorth(text, at, weight));
    const score = place - Math.min(longest, (end - begin - 1 - word.length) / 4);
    if (score > best) best = score;
    if (best >= weights.name.start) break;
  }
  return best;
}

function wordWorth(text: string, at: number, weight: Weights): number {
  const before = text.charCodeAt(at - 1);
  const isLetter = before >= 97 || (before >= 48 && before <= 57);
  return isLetter ? weight.inside : weight.word;
}

/**
 * How well a word fits a name of which letters were left out: "efra1" is edge-fra-01. 0 when the letters do not follow
 * each other in it, beginning at a word's beginning. Never as much as a word that stands there whole.
 */
export function scoreLetters(text: string, word: string): number {
  const first = word.charCodeAt(0);
  for (let at = 1; at < text.length && text.charCodeAt(at) > lastMark; at += 1) {
    if (text.charCodeAt(at) !== first || (at > 1 && text.charCodeAt(at - 1) >= 97)) continue;
    let found = 1;
    let last = at;
    for (let next = at + 1; found < word.length && next < text.length; next += 1) {
      const code = text.charCodeAt(next);
      if (code <= lastMark) break;
      if (code !== word.charCodeAt(found)) continue;
      found += 1;
      last = next;
    }
    if (found === word.length) return Math.max(2, 30 - (last - at + 1 - word.length) - (at > 1 ? 3 : 0));
  }
  return 0;
}

/** The same for a word of which one letter is a slip: too many, wrong, or in the wrong place. */
export function scoreSlip(text: string, word: string): number {
  if (word.length < 4 || text.charCodeAt(1) !== word.charCodeAt(0)) return 0;
  // How many letters are found with none skipped, and with one.
  let clean = 1;
  let skipped = 1;
  let at = 2;
  for (; at < text.length && text.charCodeAt(at) > lastMark; at += 1) {
    const code = text.charCodeAt(at);
    skipped = Math.max(skipped, clean + 1);
    if (code === word.charCodeAt(skipped)) skipped += 1;
    if (code === word.charCodeAt(clean)) clean += 1;
  }
  if (Math.max(skipped, clean + 1) < word.length) return 0;
  return 1 + 1 / Math.max(1, at - word.length);
}

/** One letter: 60 where the name begins with it, less where a word of the name does, else 0. */
export function scoreLetter(text: string, letter: string): number {
  const code = letter.charCodeAt(0);
  if (text.charCodeAt(1) === code) return 60;
  for (let at = 2; at < text.length && text.charCodeAt(at) > lastMark; at += 1)
    if (text.charCodeAt(at) === code && text.charCodeAt(at - 1) < 48) return 30;
  return 0;
}

/** A word of a query, lower-case; `only` is the mark of a field when just that is meant. */
export type Word = { readonly text: string; readonly only: number };

/** The words of a query; "tag:prod" looks at tags alone, and what all addresses and names have in common is left out. */
export function wordsOf(query: string): readonly Word[] {
  return query
    .toLowerCase()
    .split(/[\s\p{Cc}]+/u)
    .map((word) =>
      word.startsWith('tag:')
        ? { text: word.slice(4), only: marks.tag.charCodeAt(0) }
        : { text: isAddress(word) ? addressTail(word) : withoutDomain(word), only: 0 },
    )
    .filter(({ text }) => text !== '');
}

function isAddress(word: string): boolean {
  return /^[0-9a-f]{0,4}(:[0-9a-f]{0,4}){1,8}$/.test(word);
}

/** "bastion" of "bastion.tail4e21b.ts.net"; an address and a login stay whole. */
function withoutDomain(word: string): string {
  const dot = word.indexOf('.');
  return dot > 0 && !word.includes('@') && /[a-z]/.test(word.slice(0, dot)) ? word.slice(0, dot) : word;
}

/**
 * The part of an IPv6 address, lower-case, in which devices differ, without the zeros that its usual spelling leaves
 * out. Every address of a tailnet begins with fd7a:115c:a1e0 (https://tailscale.com/kb/1033/ip-and-dns-addresses).
 */
export function addressTail(address: string): string {
  const groups = address.replaceAll(/(^|:)0+(?=[0-9a-f])/g, '$1');
  return groups.replace(/^fd7a:115c:a1e0:(?:0:)*:?/, '').replace(/^:+/, '');
}
