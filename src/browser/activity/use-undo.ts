import { useApi } from '#browser/api/api-context.ts';
import type { ErrorWords } from '#browser/api/error-words.ts';
import type { Entry } from '#browser/changes/change.ts';
import { undoChange } from '#browser/device/undo-change.ts';
import { announce } from '#browser/ui/announcer.tsx';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { undoFailureWords } from './undo-words.ts';

/** Takes one entry back and announces it; gives why it did not come about, or undefined when it did. Never rejects. */
export type Undo = (entry: Entry) => Promise<ErrorWords | undefined>;

/** The way to take changes of the log back, against what the server has at that moment. */
export function useUndo(): Undo {
  const api = useApi();
  const queryClient = useQueryClient();
  return useCallback(
    async (entry) => {
      announce(`Undoing: ${entry.title} on ${entry.deviceName}.`);
      try {
        await undoChange({ api, queryClient, deviceId: entry.deviceId }, entry);
      } catch (error) {
        const words = undoFailureWords(error);
        announce(`Not undone. ${words.title}`);
        return words;
      }
      const isMarked = api.activity.entries().some(({ id, undoneAt }) => id === entry.id && undoneAt !== undefined);
      // The server had it so already, and nothing was sent.
      if (!isMarked) api.activity.update(entry.id, { undoneAt: Date.now() });
      announce(`Undone: ${entry.title} on ${entry.deviceName}.`);
      return undefined;
    },
    [api, queryClient],
  );
}
