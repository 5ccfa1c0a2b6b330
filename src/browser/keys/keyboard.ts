import { type KeyId, type KeyScope, type KeysOf, keyMap } from './key-map.ts';
import { type PressPlace, isSingle } from './key-press.ts';

/** Does what a key stands for; false when there is nothing to do, so that whoever knows the key next is asked. */
export type KeyHandler = (event: KeyboardEvent | undefined) => boolean | void;
/** A handler for each key of a scope. */
export type KeyHandlers<Scope extends KeyScope> = Readonly<Record<KeysOf<Scope>, KeyHandler>>;

/** The keys of the page: who answers to them, and what a press does. */
export type Keyboard = {
  /** Lets the newest handlers that `read` gives answer for a scope; the part that came last is asked first. */
  readonly on: <Scope extends KeyScope>(scope: Scope, read: () => KeyHandlers<Scope>) => () => void;
  /** Does what a press at a place stands for; true when somebody took it. `at` is in milliseconds, from any beginning. */
  readonly take: (press: string, place: PressPlace, at: number, event?: KeyboardEvent) => boolean;
  /** True when a press would be the second of two that belong together, such as the R of "G R". */
  readonly awaits: (press: string, at: number) => boolean;
  /** Does what the key of this name would do, for a button that does the same. */
  readonly act: (id: KeyId) => boolean;
};

type Reader = () => Readonly<Record<string, KeyHandler>>;
type Asked = { readonly scope: string; readonly id: string };

/** How long a second key may take to follow the first. */
const patience = 1500;
/** Where somebody types, only these are no text and no editing of it. */
const inFields = ['mod+k', 'mod+s'];

/** A keyboard; `areSinglesOn` says whether presses that type a character count at this moment. */
export function createKeyboard(areSinglesOn: () => boolean): Keyboard {
  const readers = new Map<string, Reader[]>();
  const known = new Map<string, Asked[]>();
  for (const [scope, keys] of Object.entries(keyMap))
    for (const [id, presses] of Object.entries(keys))
      for (const press of presses.split(' ')) known.set(press, [...(known.get(press) ?? []), { scope, id }]);
  let begun: { readonly press: string; readonly at: number } | undefined;

  const ask = (asked: readonly Asked[] | undefined, event?: KeyboardEvent) =>
    asked?.some(({ scope, id }) =>
      readers.get(scope)?.some((read) => {
        const handler = read()[id];
        return handler !== undefined && handler(event) !== false;
      }),
    ) === true;

  const beginning = (at: number) => (begun !== undefined && at - begun.at < patience ? begun.press : '');

  return {
    on: (scope, read) => {
      readers.set(scope, [read, ...(readers.get(scope) ?? [])]);
      return () => {
        readers.set(scope, readers.get(scope)?.filter((other) => other !== read) ?? []);
      };
    },
    awaits: (press, at) => known.has(`${beginning(at)},${press}`),
    take: (press, place, at, event) => {
      const first = beginning(at);
      begun = undefined;
      if (place === 'layer' || (place === 'field' && !inFields.includes(press))) return false;
      if (isSingle(press) && !areSinglesOn()) return false;
      const pair = known.get(`${first},${press}`);
      if (pair !== undefined) return ask(pair, event);
      if (press === 'g') begun = { press, at };
      return ask(known.get(press), event);
    },
    act: (id) => ask([...known.values()].flat().filter((asked) => asked.id === id)),
  };
}
