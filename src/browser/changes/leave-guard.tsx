import { useBlocker } from '@tanstack/react-router';
import { type ReactNode, createContext, use, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { LeaveDialog, Unsaved } from './leave-dialog.tsx';

type Guard = { readonly hold: (id: string, unsaved: Unsaved) => void; readonly release: (id: string) => void };

const GuardContext = createContext<Guard | undefined>(undefined);
const UnsavedContext = createContext<ReadonlyMap<string, Unsaved>>(new Map());

/** What is unsaved on the page, each by its id. */
export function useUnsaved(): ReadonlyMap<string, Unsaved> {
  return use(UnsavedContext);
}

/**
 * Asks before the page is left while `isDirty`. `words` are a whole sentence that names what is unsaved: "Two route
 * changes on edge-fra-01 are not saved." Drafts are kept for the tab, so a reload asks nothing. With `isHeld` the thing
 * is no draft but waits to be sent, and is dropped by leaving; then closing and reloading the tab ask, too.
 */
export function useLeaveGuard(isDirty: boolean, words: string, isHeld = false): void {
  const guard = use(GuardContext);
  const id = useId();
  // The register of the page is outside of this component.
  useEffect(() => {
    if (!isDirty || guard === undefined) return undefined;
    guard.hold(id, { words, isHeld });
    return () => guard.release(id);
  }, [guard, id, isDirty, words, isHeld]);
}

/** Around everything that may be left unsaved. One question lists all of it, however many panels are dirty. */
export function LeaveGuard(props: { children: ReactNode }): ReactNode {
  const [unsaved, setUnsaved] = useState<ReadonlyMap<string, Unsaved>>(new Map());
  const [question, setQuestion] = useState<{ readonly answer: (isStaying: boolean) => void }>();
  const isAsking = useRef(false);
  // Loaded with the first thing that may be left unsaved, so that it is here when it is asked. Not as a lazy component:
  // while the router waits for the answer, React may put off for ever what was suspended.
  const [dialog, setDialog] = useState<{ readonly LeaveDialog: typeof LeaveDialog }>();
  const loadDialog = useCallback(() => void import('./leave-dialog.tsx').then(setDialog, () => undefined), []);
  const guard = useMemo(
    (): Guard => ({
      hold: (id, thing) => {
        loadDialog();
        setUnsaved((before) => new Map(before).set(id, thing));
      },
      release: (id) =>
        setUnsaved((before) => {
          const rest = new Map(before);
          rest.delete(id);
          return rest;
        }),
    }),
    [loadDialog],
  );
  const things = [...unsaved.values()];
  const isHeld = things.some((thing) => thing.isHeld);
  const ask = useCallback(
    async ({ current, next }: { current: Place; next: Place }) => {
      // Another section of the same page, or another filter of the same list, leaves nothing.
      if (current.pathname === next.pathname) return false;
      // Who presses Back again instead of answering has not answered.
      if (isAsking.current) return true;
      isAsking.current = true;
      loadDialog();
      const isStaying = await new Promise<boolean>((resolve) => setQuestion({ answer: resolve }));
      isAsking.current = false;
      setQuestion(undefined);
      return isStaying;
    },
    [loadDialog],
  );
  const isMoot = things.length === 0;
  // What was asked about may be sent or discarded meanwhile; then the person goes where they wanted to.
  useEffect(() => {
    if (isMoot) question?.answer(false);
  }, [isMoot, question]);
  useBlocker({ shouldBlockFn: ask, disabled: isMoot, enableBeforeUnload: () => isHeld });
  return (
    <GuardContext value={guard}>
      <UnsavedContext value={unsaved}>{props.children}</UnsavedContext>
      {question !== undefined && !isMoot && dialog !== undefined && (
        <dialog.LeaveDialog things={things} onAnswer={question.answer} />
      )}
    </GuardContext>
  );
}

type Place = { readonly pathname: string };
