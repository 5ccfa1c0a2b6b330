import type { ListedDevice } from '#contract/device-list.ts';
import { compareNames } from '#browser/device-list/natural-order.ts';
import type { Command } from './command.ts';
import type { DeviceIndex, Group } from './device-index.ts';
import { type Word, marks, scoreLetter, scoreLetters, scoreSlip, scoreWord, wordsOf } from './match-score.ts';
import { type TopFew, createTopFew } from './top-few.ts';

/** What was found, by what it is. */
export type Place =
  | { readonly kind: 'device'; readonly device: ListedDevice }
  | { readonly kind: 'group'; readonly group: Group }
  | { readonly kind: 'command'; readonly command: Command };

/** The best places for a query, best first, and how many devices answer to it. */
export type Found = { readonly query: string; readonly places: readonly Place[]; readonly deviceCount: number };

/** A search that remembers what the last query left over, so that the next letter looks only there. */
export type Finder = (query: string, index: DeviceIndex, commands: readonly Command[]) => Generator<undefined, Found>;

type Candidate = { readonly text: string; readonly place: Place };

/** How many places are shown. */
const most = 20;
const slice = 1024;

/** A finder; its generator pauses after every slice of devices, so that a newer key can take its place. */
export function createFinder(): Finder {
  let last: { index: DeviceIndex; query: string; left: readonly number[] } | undefined;

  return function* (query, index, commands) {
    const words = wordsOf(query);
    const best = createTopFew<Candidate>(most, isBefore);
    if (words.length === 0) return { query, places: [], deviceCount: 0 };
    for (const command of commands) {
      const text =
        `${marks.name}${command.title}${marks.other}${command.of ?? ''} ${command.words ?? ''}`.toLowerCase();
      const score = scoreAll(text, words);
      if (score > 0) best.offer(score + 1, { text, place: { kind: 'command', command } });
    }
    for (const group of index.groups) {
      const score = scoreAll(group.text, words);
      // A tag that is meant whole goes before the devices that bear it.
      if (score > 0) best.offer(score + 2, { text: group.text, place: { kind: 'group', group } });
    }

    const offer = (position: number, score: number) => {
      const device = index.devices[position];
      const text = index.texts[position];
      if (device !== undefined && text !== undefined) best.offer(score, { text, place: { kind: 'device', device } });
    };
    const narrowed = last?.index === index && isLonger(query, last.query) ? last.left : undefined;
    const left: number[] = [];
    const count = narrowed?.length ?? index.texts.length;
    for (let at = 0; at < count; at += 1) {
      const position = narrowed === undefined ? at : (narrowed[at] ?? 0);
      const score = scoreDevice(index, position, words);
      if (score > 0) {
        left.push(position);
        offer(position, score);
      }
      if (at % slice === slice - 1) yield undefined;
    }
    // One letter is a matter of beginnings; two may stand anywhere.
    last = words.some(({ text }) => text.length < 2) ? undefined : { index, query, left };
    let deviceCount = left.length;
    // Only where no device has it as it stands, those count whose names have the letters.
    if (deviceCount > 0) return { query, places: placesOf(best), deviceCount };
    for (const scoreLoosely of [scoreLetters, scoreSlip]) {
      for (let position = 0; position < index.texts.length; position += 1) {
        const score = scoreEach(index.texts[position] ?? '', words, scoreLoosely);
        if (score > 0) {
          deviceCount += 1;
          offer(position, score);
        }
        if (position % slice === slice - 1) yield undefined;
      }
      if (deviceCount > 0) break;
    }
    return { query, places: placesOf(best), deviceCount };
  };
}

function placesOf(best: TopFew<Candidate>): readonly Place[] {
  return best.sorted().map(({ item }) => item.place);
}

/** The mean over all words, each of which has to be there; 0 when one is not. */
function scoreAll(text: string, words: readonly Word[]): number {
  let sum = 0;
  for (const word of words) {
    const score = scoreWord(text, word.text, word.only);
    if (score === 0) return 0;
    sum += score;
  }
  return sum / words.length;
}

/** The same for a device, of which one letter is looked for in the name, and an id where a word is long enough for one. */
function scoreDevice(index: DeviceIndex, position: number, words: readonly Word[]): number {
  const text = index.texts[position] ?? '';
  let sum = 0;
  for (const { text: word, only } of words) {
    const isLetter = word.length === 1 && only === 0;
    const score = isLetter
      ? scoreLetter(text, word)
      : scoreWord(text, word, only) || (word.length > 5 ? scoreWord(index.ids[position] ?? '', word, only) : 0);
    if (score === 0) return 0;
    sum += score;
  }
  return sum / words.length;
}

/** The same by the letters of the names. */
function scoreEach(text: string, words: readonly Word[], scoreLoosely: (text: string, word: string) => number): number {
  let sum = 0;
  for (const { text: word, only } of words) {
    // A single word is known not to stand there as it is.
    const whole = words.length === 1 ? 0 : Math.min(30, scoreWord(text, word, only));
    const score = whole || (only === 0 ? scoreLoosely(text, word) : 0);
    if (score === 0) return 0;
    sum += score;
  }
  return sum / words.length;
}

/** True when whoever answers to `query` has answered to `before`. With a colon in it, a word may mean another field. */
function isLonger(query: string, before: string): boolean {
  return before.trim() !== '' && query.startsWith(before) && !query.includes(':');
}

/** Between equals the name decides, as people count. */
function isBefore(one: Candidate, other: Candidate): boolean {
  return compareNames(one.text, other.text) < 0;
}
