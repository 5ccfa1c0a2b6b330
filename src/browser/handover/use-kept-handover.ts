import { storageOf } from '#browser/settings/storage.ts';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { type HandoverRecord, keepRecord, readRecord, storageKey } from './handover-record.ts';
import type { RunSnapshot } from './handover-run.ts';

/** A hand-over as this browser keeps it, for all of its tabs. */
export type KeptHandover = {
  /** What outlives the page; undefined while nothing is to. */
  readonly record: HandoverRecord | undefined;
  readonly keep: (record: HandoverRecord | undefined) => void;
  /** Where another tab is that runs it; undefined while none does. */
  readonly elsewhere: RunSnapshot | undefined;
  /** Runs it, unless another tab does; until the promise of `run` is settled no other one begins. */
  readonly takeTurn: (run: () => Promise<unknown>) => Promise<void>;
};

/** Who looks whether a hand-over runs holds its lock for a moment; milliseconds that whoever wants to run it waits for that. */
const moment = 1000;

/**
 * What is kept of the hand-over of a device. What another tab does with it shows here as well, and `onNews` is told; two
 * tabs never run it at once (https://developer.mozilla.org/docs/Web/API/Web_Locks_API). A page that was not served
 * securely has no locks: there what was sent still shows, and each step is judged by what the server has.
 */
export function useKeptHandover(oldId: string, onNews: (kept: HandoverRecord | undefined) => void): KeptHandover {
  const [record, setRecord] = useState(() => readRecord(storageOf('localStorage'), oldId));
  const [isElsewhere, setElsewhere] = useState(false);
  const isMine = useRef(false);
  const name = storageKey(oldId);

  const readAgain = useEffectEvent(() => {
    const kept = readRecord(storageOf('localStorage'), oldId);
    setRecord(kept);
    onNews(kept);
  });
  // Other tabs are outside of this document.
  useEffect(() => {
    const left = new AbortController();
    const { signal } = left;
    const look = watchTurn(name, signal, (isOther) => {
      if (isMine.current) return;
      setElsewhere(isOther);
      if (!isOther) readAgain();
    });
    const onStorage = ({ key }: StorageEvent) => {
      if (key !== name || isMine.current) return;
      readAgain();
      look();
    };
    window.addEventListener('storage', onStorage, { signal });
    return () => left.abort();
  }, [name]);

  return {
    record,
    keep(kept) {
      keepRecord(storageOf('localStorage'), oldId, kept);
      setRecord(kept);
    },
    elsewhere: useMemo(() => (isElsewhere ? runOf(record) : undefined), [isElsewhere, record]),
    async takeTurn(run) {
      if (isMine.current) return;
      isMine.current = true;
      try {
        if (hasLocks()) await navigator.locks.request(name, { signal: AbortSignal.timeout(moment) }, run);
        else await run();
      } catch {
        // Another tab was first: it tells of itself by what it keeps.
      } finally {
        isMine.current = false;
      }
    },
  };
}

/** What was sent last and has no answer is what the other tab is at. */
function runOf(record: HandoverRecord | undefined): RunSnapshot {
  const last = record?.sent.at(-1);
  const isOpen = last?.part.outcome === 'unknown' && last.part.took === undefined;
  return { phase: 'running', line: isOpen ? last.line : undefined, error: undefined, closed: undefined };
}

/**
 * Tells when another tab of this browser has the lock, and when none has any more: at once, and when it is asked to look
 * again.
 */
function watchTurn(name: string, signal: AbortSignal, tell: (isOther: boolean) => void): () => void {
  let isWatching = false;
  const look = async () => {
    if (!hasLocks() || isWatching) return;
    isWatching = true;
    try {
      const { held = [] } = await navigator.locks.query();
      if (signal.aborted || !held.some((lock) => lock.name === name && lock.mode === 'exclusive')) return;
      tell(true);
      // Given as soon as the other tab has ended, or is gone.
      await navigator.locks.request(name, { mode: 'shared', signal }, () => tell(false));
    } catch {
      // The page is left.
    } finally {
      isWatching = false;
    }
  };
  void look();
  return () => void look();
}

/** Only pages that were served securely have them, whatever the types say. */
function hasLocks(): boolean {
  return 'locks' in navigator;
}
