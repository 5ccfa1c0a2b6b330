import { createContext, use, useEffect, useRef } from 'react';
import type { Command, Commands } from './command.ts';

export const CommandsContext = createContext<Commands | undefined>(undefined);

/** Offers commands while mounted. `read` is called when somebody looks for one, so it may be as dear as it needs. */
export function useCommands(read: () => readonly Command[]): void {
  const commands = use(CommandsContext);
  const newest = useRef(read);
  // The register is outside of React and reads what was drawn last.
  useEffect(() => {
    newest.current = read;
  });
  useEffect(() => commands?.add(() => newest.current()), [commands]);
}
