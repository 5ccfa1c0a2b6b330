import type { KeyId } from '#browser/keys/key-map.ts';

/**
 * One thing to go to or to do from "Go to device or command". A command never writes by itself: it opens the page, the
 * editor or the question where that is done.
 */
export type Command = {
  /** Unique among all commands. */
  readonly id: string;
  /** A place by its name, a thing to do by its verb: "Routes", "Edit tags". */
  readonly title: string;
  /** What kind of thing it is, as people call it. */
  readonly kind: 'Page' | 'View' | 'Action';
  /** Of what: "edge-fra-01", "3 devices". */
  readonly of?: string;
  /** Other words by which it is looked for. */
  readonly words?: string;
  /** The key that does the same. */
  readonly keys?: KeyId;
} & (
  | {
      /** Where it leads, as a path of the console: "/devices?filter=tag:prod". */
      readonly href: string;
    }
  | { readonly run: () => void }
);

/** The commands of whatever is on the page. */
export type Commands = {
  /** Adds the commands that `read` gives at the moment of asking; gives the way to take them out again. */
  readonly add: (read: () => readonly Command[]) => () => void;
  /** All of them, the ones that came last first. */
  readonly all: () => readonly Command[];
};

/** A register of commands, empty at first. */
export function createCommands(): Commands {
  const readers = new Set<() => readonly Command[]>();
  return {
    add: (read) => {
      readers.add(read);
      return () => readers.delete(read);
    },
    all: () => [...readers].toReversed().flatMap((read) => read()),
  };
}
