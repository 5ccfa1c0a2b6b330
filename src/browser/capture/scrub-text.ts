import { addressVersion } from '#contract/prefix.ts';
import type { CaptureKind } from './capture-kinds.ts';
import { hiddenThings } from './labels.ts';

type Known = {
  readonly kinds: ReadonlySet<CaptureKind>;
  readonly user: (login: string) => string;
  readonly address: (text: string) => string;
  readonly nodeId: (id: string) => string;
};

type Learnt = { readonly real: string; readonly alias: string };

/** What can be told by its form: an address of a person, an id of a node, a key, a link, a name of MagicDNS, an address. */
const forms =
  /(?<mail>[^\s@"'<>()[\],;:]+@[^\s@"'<>()[\],;:]+)|(?<node>\bn[A-Za-z0-9]{4,60}CNTRL\b)|(?<key>\b(?:nodekey|mkey|discokey|nlpub|privkey|tskey)[:-][\w:-]+)|(?<link>https?:\/\/[^\s"'<>]+)|(?<dns>(?<=\.)[a-z0-9-]+\.ts\.net\b)|(?<six>(?<![\w:])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:/]))|(?<four>(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w/]))/gi;

/** Replaces identities in texts of which nobody knows what is in them: those that were learnt, and what looks like one. */
export function createScrubber() {
  const learnt = new Map<string, Learnt>();
  /** By length, longest first, so that a name within a name is not taken for the whole. */
  let ordered: readonly (readonly [string, Learnt])[] | undefined;

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
      const key = real.toLowerCase();
      if (key === '' || learnt.has(key)) return;
      learnt.set(key, { real, alias });
      ordered = undefined;
    },
    knows: (text: string) => learnt.has(text.toLowerCase()),
    knowsPart: (text: string) => [...learnt.keys()].some((key) => key.includes(text.toLowerCase())),
    scrub(text: string, known: Known): string {
      ordered ??= [...learnt].toSorted(([one], [other]) => other.length - one.length);
      let made = text;
      let lower = text.toLowerCase();
      for (const [key, one] of ordered) {
        if (!lower.includes(key)) continue;
        made = replaceWords(made, lower, key, one);
        lower = made.toLowerCase();
      }
      return scrubForms(made, known);
    },
  };
}

/** Aliases of addresses look like addresses. */
function isAlias(text: string): boolean {
  return text.startsWith('250.') || text.toLowerCase().startsWith('2001:db8:7a1b:');
}

/** Replaces a text wherever it stands; one of few letters only where it is a word, as it is in many others. */
function replaceWords(text: string, lower: string, key: string, { real, alias }: Learnt): string {
  // Where lower case has another length, places in it are not places in the text.
  if (lower.length !== text.length) return text.replaceAll(real, alias);
  let made = '';
  let end = 0;
  for (let at = lower.indexOf(key); at !== -1; at = lower.indexOf(key, at + key.length)) {
    const isWord = !isLetter(lower[at - 1]) && !isLetter(lower[at + key.length]);
    if (at < end || (key.length < 4 && !isWord)) continue;
    made += text.slice(end, at) + alias;
    end = at + key.length;
  }
  return made + text.slice(end);
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_]/u.test(character);
}
