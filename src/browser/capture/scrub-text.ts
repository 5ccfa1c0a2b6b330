import { addressVersion } from '#contract/prefix.ts';
import type { CaptureKind } from './capture-kinds.ts';
import { hiddenThings } from './labels.ts';

type Known = {
  readonly kinds: ReadonlySet<CaptureKind>;
  readonly user: (login: string) => string;
  readonly address: (text: string) => string;
  readonly nodeId: (id: string) => string;
};

/** What can be told by its form: an address of a person, an id of a node, a key, a link, a name of MagicDNS, an address. */
const forms =
  /(?<mail>[^\s@"'<>()[\],;:]+@[^\s@"'<>()[\],;:]+)|(?<node>\bn[A-Za-z0-9]{4,60}CNTRL\b)|(?<key>\b(?:nodekey|mkey|discokey|nlpub|privkey|tskey)[:-][\w:-]+)|(?<link>https?:\/\/[^\s"'<>]+)|(?<dns>(?<=\.)[a-z0-9-]+\.ts\.net\b)|(?<six>(?<![\w:])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:/]))|(?<four>(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w/]))/gi;

/** Letters by which a text is found among those that were learnt. */
const headLength = 4;

/** Replaces identities in texts of which nobody knows what is in them: those that were learnt, and what looks like one. */
export function createScrubber() {
  const learnt = new Map<string, string>();
  /** By their first letters, how long the texts with these are, longest first: a name within a name is not the whole. */
  const lengths = new Map<string, number[]>();

  /** What was learnt and stands at this place; one of few letters only where it is a word, as it is in many others. */
  const findAt = (lower: string, at: number): string | undefined => {
    for (let head = headLength; head > 0; head -= 1)
      for (const length of lengths.get(lower.slice(at, at + head)) ?? []) {
        const key = lower.slice(at, at + length);
        if (!learnt.has(key) || key.length < length) continue;
        if (length >= headLength || (!isLetter(lower[at - 1]) && !isLetter(lower[at + length]))) return key;
      }
    return undefined;
  };
  const scrubForms = (text: string, known: Known) =>
    text.replaceAll(forms, (whole: string, ...rest: readonly unknown[]) => {
      // The last argument holds the named groups.
      const groups = rest.at(-1) as Readonly<Record<string, string | undefined>>;
      if (whole.includes('masked')) return whole;
      if (groups['mail'] !== undefined) return known.user(whole);
      if (groups['node'] !== undefined) return whole.startsWith('nMasked') ? whole : known.nodeId(whole);
      if (groups['key'] !== undefined) return hiddenThings.key;
      if (groups['link'] !== undefined) return hiddenThings.inviteLink;
      if (groups['dns'] !== undefined) return known.kinds.has('tailnet') ? 'masked-tailnet.ts.net' : whole;
      if (isAlias(whole) || addressVersion(whole) === undefined) return whole;
      return known.address(whole);
    });

  return {
    learn(real: string, alias: string): void {
      const key = fold(real);
      if (key === '' || learnt.has(key)) return;
      learnt.set(key, alias);
      const head = key.slice(0, headLength);
      const known = lengths.get(head);
      if (known === undefined) lengths.set(head, [key.length]);
      else if (!known.includes(key.length))
        known.splice(known.findLastIndex((length) => length > key.length) + 1, 0, key.length);
    },
    knows: (text: string) => learnt.has(fold(text)),
    isWhole(text: string): boolean {
      const key = fold(text);
      if (!learnt.has(key)) return false;
      for (const other of learnt.keys()) if (other.length > key.length && other.startsWith(key)) return false;
      return true;
    },
    knowsPart(text: string): boolean {
      const part = fold(text);
      for (const key of learnt.keys()) if (key.includes(part)) return true;
      return false;
    },
    scrub(text: string, known: Known): string {
      const lower = fold(text);
      let made = '';
      let end = 0;
      for (let at = 0; at < lower.length; at += 1) {
        const key = findAt(lower, at);
        if (key === undefined) continue;
        made += text.slice(end, at) + (learnt.get(key) ?? '');
        end = at + key.length;
        at = end - 1;
      }
      return scrubForms(made + text.slice(end), known);
    },
  };
}

/** In lower case, with every letter in its place: those whose lower case is longer stay. */
function fold(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return Array.from(text, (letter) => {
    const small = letter.toLowerCase();
    return small.length === letter.length ? small : letter;
  }).join('');
}

/** Aliases of addresses look like addresses. */
function isAlias(text: string): boolean {
  return text.startsWith('250.') || text.toLowerCase().startsWith('2001:db8:7a1b:');
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_]/u.test(character);
}
