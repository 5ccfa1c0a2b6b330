import { useEffect, useState } from 'react';

/** Milliseconds without a key after which a word counts as meant. */
const rest = 700;

/** The line once the typing rests, as every word is unfinished at first; undefined while somebody types. */
export function useRested(line: string): string | undefined {
  const [rested, setRested] = useState(line);
  // Timers belong to the browser.
  useEffect(() => {
    const timer = setTimeout(() => setRested(line), rest);
    return () => clearTimeout(timer);
  }, [line]);
  return rested.trim() === line.trim() ? line : undefined;
}
