import { useCallback, useEffect, useRef, useState } from 'react';

const settled = 250;

export type FilterDraft = {
  /** What stands in the filter now. */
  readonly text: string;
  readonly change: (text: string) => void;
  /** Writes the text to the URL at once; a page that is left must not lose what was just typed. */
  readonly flush: () => void;
  /** Takes over a text whose URL somebody else writes. */
  readonly take: (text: string) => void;
};

/** `inUrl` is what the URL said last, `sent` what it was asked to say since. */
type Draft = { readonly text: string; readonly inUrl: string; readonly sent: string };

/**
 * The text of the filter while somebody types. Rows follow every key, but the URL only once the typing rests, as each
 * new URL costs more than the filtering. When the URL changes by itself (Back, a link), the URL wins. `write` must not
 * touch the URL of another page: whoever types and leaves at once is on the way there when the typing rests.
 */
export function useFilterDraft(inUrl: string, write: (text: string) => void): FilterDraft {
  const [draft, setDraft] = useState<Draft>({ text: inUrl, inUrl, sent: inUrl });
  if (draft.inUrl !== inUrl) setDraft(inUrl === draft.sent ? { ...draft, inUrl } : { text: inUrl, inUrl, sent: inUrl });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(draft);
  // The timer and the key handlers read the newest draft without being made anew for each key.
  useEffect(() => {
    latest.current = draft;
  });
  const flush = useCallback(() => {
    clearTimeout(timer.current);
    const sent = latest.current.text.trim();
    if (sent === latest.current.sent) return;
    setDraft((before) => ({ ...before, sent }));
    write(sent);
  }, [write]);
  const change = useCallback(
    (text: string) => {
      setDraft((before) => ({ ...before, text }));
      clearTimeout(timer.current);
      timer.current = setTimeout(flush, settled);
    },
    [flush],
  );
  const take = useCallback((text: string) => {
    clearTimeout(timer.current);
    setDraft((before) => ({ ...before, text, sent: text.trim() }));
  }, []);
  // Leaving the page ends the timer, whose write would change the next page's URL.
  useEffect(() => () => clearTimeout(timer.current), []);
  return { text: draft.text, change, flush, take };
}
