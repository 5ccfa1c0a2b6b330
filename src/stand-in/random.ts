/** Seeded chance: the same seed gives the same sequence on every machine. */
export type Random = {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [0, below). */
  integer(below: number): number;
  /** One entry of the list. Throws RangeError when the list is empty. */
  pick<T>(list: readonly T[]): T;
  /** `length` characters of the alphabet. */
  text(alphabet: string, length: number): string;
  /** `length` hexadecimal digits, six to a draw. */
  hex(length: number): string;
};

export const decimalDigits = '0123456789';
/** Without 0, O, I and l, as node ids are written. */
export const base58Digits = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Every three hexadecimal digits: looking them up is ten times as fast as writing numbers, and fleets have many keys. */
const hexTriples = Array.from({ length: 4096 }, (_, number) => number.toString(16).padStart(3, '0'));

/** A 32-bit number made from a text (FNV-1a), so that things may be seeded by their name. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** Mixes two 32-bit numbers into one, e.g. a seed and a counter. */
export function mix(seed: number, counter: number): number {
  let mixed = Math.imul((seed ^ 0x9e3779b9) + Math.imul(counter, 0x85ebca6b), 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}

/** The generator is mulberry32: small, fast, and good enough to invent devices with. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const integer = (below: number): number => Math.floor(next() * below);
  return {
    next,
    integer,
    pick<T>(list: readonly T[]): T {
      const picked = list[integer(list.length)];
      if (picked === undefined) throw new RangeError('There is nothing to pick from.');
      return picked;
    },
    text(alphabet, length) {
      let text = '';
      for (let index = 0; index < length; index++) text += alphabet.charAt(integer(alphabet.length));
      return text;
    },
    hex(length) {
      let text = '';
      while (text.length < length) {
        const drawn = integer(0x1000000);
        text += `${hexTriples[drawn >>> 12] ?? ''}${hexTriples[drawn & 0xfff] ?? ''}`;
      }
      return text.slice(0, length);
    },
  };
}
