import { createContext, use, useEffect, useRef } from 'react';
import type { KeyScope } from './key-map.ts';
import type { KeyHandlers, Keyboard } from './keyboard.ts';

export const KeyboardContext = createContext<Keyboard | undefined>(undefined);

/** The keyboard of the page, for what does the same as a key; throws outside of the app. */
export function useKeyboard(): Keyboard {
  const keyboard = use(KeyboardContext);
  if (keyboard === undefined) throw new Error('useKeyboard needs KeyboardContext above it.');
  return keyboard;
}

/** Answers to the keys of a scope while mounted. All of them: a key that the sheet shows and nobody handles is no key. */
export function useKeys<Scope extends KeyScope>(scope: Scope, handlers: KeyHandlers<Scope>): void {
  const keyboard = useKeyboard();
  const newest = useRef(handlers);
  // The keyboard is outside of React and reads what was drawn last.
  useEffect(() => {
    newest.current = handlers;
  });
  useEffect(() => keyboard.on(scope, () => newest.current), [keyboard, scope]);
}
