/** The best few of many, as they come by; a heap whose root is the least of those kept. */
export type TopFew<Item> = {
  readonly offer: (score: number, item: Item) => void;
  /** Those kept, best first. */
  readonly sorted: () => readonly { readonly score: number; readonly item: Item }[];
};

/** Keeps the `size` best; `isBefore` decides between equal scores. Time grows with the offers, hardly with `size`. */
export function createTopFew<Item>(size: number, isBefore: (one: Item, other: Item) => boolean): TopFew<Item> {
  type Kept = { readonly score: number; readonly item: Item };
  const heap: Kept[] = [];
  const isWorse = (one: Kept, other: Kept) =>
    one.score === other.score ? isBefore(other.item, one.item) : one.score < other.score;

  const settle = (kept: Kept) => {
    let at = 0;
    for (;;) {
      const left = heap[2 * at + 1];
      const right = heap[2 * at + 2];
      if (left === undefined) break;
      const isRight = right !== undefined && isWorse(right, left);
      const child = isRight ? right : left;
      if (!isWorse(child, kept)) break;
      heap[at] = child;
      at = 2 * at + (isRight ? 2 : 1);
    }
    heap[at] = kept;
  };
  const rise = (kept: Kept) => {
    let at = heap.length;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || !isWorse(kept, parent)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = kept;
  };
  return {
    offer: (score, item) => {
      const root = heap[0];
      const kept = { score, item };
      if (heap.length < size) rise(kept);
      else if (root !== undefined && isWorse(root, kept)) settle(kept);
    },
    sorted: () => heap.toSorted((one, other) => (isWorse(one, other) ? 1 : -1)),
  };
}
