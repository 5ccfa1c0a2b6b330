const hashLength = 11;

/** Numbers for identities: the same one for the same text of the same kind, from 1 on, in the order in which they are met. */
export type Numbers = {
  readonly of: (kind: string, text: string) => number;
  /** True for a text that has a number. */
  readonly knows: (kind: string, text: string) => boolean;
  /** What is to be kept so that the next page gives the same numbers. No identity can be read from it. */
  readonly kept: () => KeptNumbers;
};

/** Per kind the salted hashes of its identities, in the order of their numbers. */
export type KeptNumbers = Readonly<Record<string, string>>;

/** Numbers that go on from those that were kept. `salt` makes the hashes of one set of captures worthless elsewhere. */
export function createNumbers(salt: string, before: KeptNumbers): Numbers {
  const kinds = new Map<string, { readonly byHash: Map<string, number>; readonly byText: Map<string, number> }>();
  const kindOf = (kind: string) => {
    let known = kinds.get(kind);
    if (known === undefined) {
      const hashes = before[kind]?.match(new RegExp(`.{${hashLength}}`, 'g')) ?? [];
      known = { byHash: new Map(hashes.map((hash, index) => [hash, index + 1])), byText: new Map() };
      kinds.set(kind, known);
    }
    return known;
  };
  for (const kind of Object.keys(before)) kindOf(kind);
  return {
    of(kind, text) {
      const { byHash, byText } = kindOf(kind);
      const told = byText.get(text);
      if (told !== undefined) return told;
      const hash = hashOf(`${salt}:${kind}:${text}`);
      const number = byHash.get(hash) ?? byHash.size + 1;
      byHash.set(hash, number);
      byText.set(text, number);
      return number;
    },
    knows: (kind, text) => kindOf(kind).byText.has(text) || kindOf(kind).byHash.has(hashOf(`${salt}:${kind}:${text}`)),
    kept: () => Object.fromEntries([...kinds].map(([kind, { byHash }]) => [kind, [...byHash.keys()].join('')])),
  };
}

/** 53 bits of a text, as 11 digits of base 36. */
function hashOf(text: string): string {
  return hash53(text).toString(36).padStart(hashLength, '0');
}

/** A number below 2^53 that a text is scattered to, by the mixing of cyrb53. */
export function hash53(text: string): number {
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    one = Math.imul(one ^ code, 2654435761);
    two = Math.imul(two ^ code, 1597334677);
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909);
  two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
  return 4294967296 * (2097151 & two) + (one >>> 0);
}
