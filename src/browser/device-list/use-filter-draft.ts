import { useCallback, useEffect, useRef, useState } from 'react';

const settled = 250;

export type FilterDraft = {
  /** What stands in the filter now. */
  readonly text: string;
  readonly change: (text: string) => void;
  /** Writes the text to the URL at once; a page that is left must not lose what was just typed. */
  readonly flush: () => void;
};

/**
 * The text of the filter while somebody types. Rows follow every key, but the URL only once the typing rests, as each
 * new URL costs more than the filtering. When the URL changes by itself (Back, a link), the URL wins.
 */
export function useFilterDraft(inUrl: string, write: (text: string) => void): FilterDraft {
  const [draft, setDraft] = useState({ text: inUrl, written: inUrl });
  if (draft.written !== inUrl) setDraft({ text: inUrl, written: inUrl });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(draft);
  // The timer and the key handlers read the newest draft without being made anew for each key.
  useEffect(() => {
    latest.current = draft;
  });
  const commit = useCallback(
    (text: string) => {
      clearTimeout(timer.current);
      setDraft({ text, written: text.trim() });
      write(text.trim());
    },
    [write],
  );
  const change = useCallback(
    (text: string) => {
      setDraft((before) => ({ ...before, text }));
      clearTimeout(timer.current);
      timer.current = setTimeout(() => commit(text), settled);
    },
    [commit],
  );
  const flush = useCallback(() => {
    if (latest.current.text.trim() !== latest.current.written) commit(latest.current.text);
  }, [commit]);
  // Leaving the page ends the timer, whose write would change the next page's URL.
  useEffect(() => () => clearTimeout(timer.current), []);
  return { text: draft.text, change, flush };
}
