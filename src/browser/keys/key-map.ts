/**
 * Every key of the console, once: the listener finds its handler by it, `useKeys` wants a handler for each of a scope,
 * and the sheet behind "?" is drawn from it, so that none of them can promise what another does not keep.
 * A scope is a part of the page that is there or not; where two know the same key, the one that stands first has it.
 * "mod" is ⌘ on a Mac and Ctrl elsewhere; "g,d" is one key after the other.
 */
export const keyMap = {
  editor: { save: 'mod+s mod+Enter', discard: 'Escape' },
  undo: { undo: 'mod+z' },
  review: { apply: 'mod+Enter', closeReview: 'Escape' },
  selection: { select: 'x', selectAll: 'mod+a', letGo: 'Escape' },
  /** Of these the table hears by itself while it has focus; see `use-table-keys.ts`. */
  table: {
    down: 'ArrowDown j',
    up: 'ArrowUp k',
    first: 'Home',
    last: 'End',
    extendDown: 'shift+ArrowDown',
    extendUp: 'shift+ArrowUp',
    pageDown: 'PageDown',
    pageUp: 'PageUp',
    left: 'ArrowLeft',
    right: 'ArrowRight',
    open: 'Enter',
    sort: 'Space',
    menu: '.',
    copyAddress: 'c',
    copyName: 'shift+c',
    rowRoutes: 'r',
  },
  row: { rowTags: 't', rowExpiry: 'y', rowShare: 's', rowDelete: 'Backspace Delete' },
  filter: { filter: '/', clearFilter: 'Escape' },
  pager: { previous: '[', next: ']' },
  device: {
    routes: 'r',
    tags: 't',
    expiry: 'y',
    share: 's',
    edit: 'e',
    copyDeviceAddress: 'c',
    copyDeviceName: 'shift+c',
    delete: 'Backspace Delete',
  },
  shell: {
    goTo: 'mod+k',
    goDevices: 'g,d',
    goAttention: 'g,a',
    goRoutes: 'g,r',
    goActivity: 'g,h',
    allKeys: '?',
  },
} as const;

type KeyMap = typeof keyMap;
/** A part of the page with keys of its own. */
export type KeyScope = keyof KeyMap;
/** What the keys of one scope do. */
export type KeysOf<Scope extends KeyScope> = keyof KeyMap[Scope] & string;
/** What a key does, whatever the scope. */
export type KeyId = { [Scope in KeyScope]: KeysOf<Scope> }[KeyScope];
