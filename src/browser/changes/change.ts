import type { Body, EndpointName, Parameters } from '#contract/endpoints.ts';

/**
 * The parts of a device that can be changed; each has a folder of this name or says so in its own. A hand-over is none,
 * and stands for all that it changes.
 */
export const aspects = [
  'routes',
  'tags',
  'key-expiry',
  'expire-key',
  'approval',
  'delete',
  'ipv4',
  'name',
  'posture',
  'sharing',
  'handover',
] as const;
export type Aspect = (typeof aspects)[number];

/** What differs, for people: added and removed elements, or one value that became another. */
export type Difference =
  | { readonly kind: 'added' | 'removed'; readonly text: string }
  | { readonly kind: 'became'; readonly before: string; readonly after: string };

/**
 * The way back from a change: an intent of the same aspect, carried out against the value of that moment. Plain JSON,
 * as it outlives a reload of the tab. Never holds a token or an invite link.
 */
export type Undo = { readonly aspect: Aspect; readonly intent: unknown };

/** One thing that a person does to one device, ready to be sent and to be told afterwards. */
export type Change<N extends EndpointName> = {
  readonly aspect: Aspect;
  readonly deviceId: string;
  /** Machine name, as the log calls it even when the device is gone. */
  readonly deviceName: string;
  /** What is done, as a log says it: "Routes changed", "Key expiry turned off". */
  readonly title: string;
  readonly differences: readonly Difference[];
  /** Undefined where there is no way back; `finality` then says so in a sentence. */
  readonly undo: Undo | undefined;
  readonly finality?: string | undefined;
  readonly call: {
    readonly name: N;
    readonly parameters: Parameters<N>;
    readonly ifMatch?: string | undefined;
  } & (Body<N> extends null ? { readonly body?: undefined } : { readonly body: Body<N> });
  /** The entry that this change takes back, when it is an undo. */
  readonly undoes?: string | undefined;
};

/**
 * What became of a change: waiting (for a reading, or for its turn); sending; applied; refused (the server said no);
 * not-applied (the answer was lost, and reading again shows the old value); unknown (the answer was lost, and it could
 * not be read either); not-sent (the page was left before its turn came, or it could not be read first).
 */
export type Outcome = 'waiting' | 'sending' | 'applied' | 'refused' | 'not-applied' | 'unknown' | 'not-sent';

/** One line of the session's log. Plain JSON. */
export type Entry = {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly aspect: Aspect;
  readonly deviceId: string;
  readonly deviceName: string;
  readonly title: string;
  readonly differences: readonly Difference[];
  readonly undo: Undo | undefined;
  readonly finality: string | undefined;
  readonly request: { readonly method: string; readonly path: string; readonly body: unknown };
  readonly outcome: Outcome;
  /** HTTP status; undefined when no answer came. */
  readonly status: number | undefined;
  /** Milliseconds until the answer; undefined while it is awaited, and for ever when the page was left before. */
  readonly took: number | undefined;
  readonly requestId: string | undefined;
  /** The server's own words, where it refused. */
  readonly message: string | undefined;
  /** When it was taken back, milliseconds since 1970. */
  readonly undoneAt: number | undefined;
  /** The entry that this one takes back, when it is an undo. */
  readonly undoes: string | undefined;
  /** True once the person has put away what its panel said of it. */
  readonly isRead?: boolean | undefined;
  /** Given where this is many devices changed alike, or a hand-over; `deviceId` is "" then, `deviceName` says of what. */
  readonly bulk?: Bulk | undefined;
};

/** What became of one device in a bulk change: an entry but for what all of them share; a hand-over's parts share nothing. */
export type Part = Omit<Entry, 'aspect' | 'title' | 'bulk'> & {
  readonly aspect?: Aspect | undefined;
  readonly title?: string | undefined;
};

/** Many devices changed alike, or one after the other in a hand-over. `planned` counts all of them; `parts` are those to which something was sent, in order. */
export type Bulk = { readonly planned: number; readonly parts: readonly Part[] };

/** True where the page was left before a change was sent or answered, the server does not have it, and nobody dealt with it. */
export function isLeft({ outcome, took, isRead }: Entry): boolean {
  return (outcome === 'not-sent' || outcome === 'not-applied') && took === undefined && isRead !== true;
}

/** The entries with every device of a bulk change as one of its own, for those who ask about one device. */
export function singleEntries(entries: readonly Entry[]): readonly Entry[] {
  if (entries.every(({ bulk }) => bulk === undefined)) return entries;
  return entries.flatMap((entry): readonly Entry[] =>
    entry.bulk === undefined
      ? [entry]
      : entry.bulk.parts.map((part) => ({
          ...part,
          aspect: part.aspect ?? entry.aspect,
          title: part.title ?? entry.title,
        })),
  );
}
