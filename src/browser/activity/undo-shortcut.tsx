import { useApi } from '#browser/api/api-context.ts';
import type { Entry } from '#browser/changes/change.ts';
import { useBulkReview } from '#browser/bulk/bulk-reviews.tsx';
import { useKeys } from '#browser/keys/use-keys.ts';
import { announce } from '#browser/ui/announcer.tsx';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { UndoLast } from './undo-last.tsx';
import { lastUndoable } from './undo-words.ts';
import { useActivity } from './use-activity.ts';

/** Ctrl+Z, or Cmd+Z, on a device or on the Activity page: asks whether to take the last change back. */
export function UndoShortcut(): ReactNode {
  const { readOnlyReason, reasonAgainst } = useApi();
  const entries = useActivity();
  const openReview = useBulkReview();
  const navigate = useNavigate();
  const isHere = useLocation({ select: ({ pathname }) => /^\/(activity|devices\/.)/.test(pathname) });
  const [asked, setAsked] = useState<Entry>();
  const isOn = isHere && readOnlyReason === undefined && asked === undefined;
  useKeys('undo', {
    undo: () => {
      if (!isOn) return false;
      const last = lastUndoable(entries);
      const reason = last && reasonAgainst(last.aspect);
      if (last === undefined) announce('There is nothing to undo.');
      else if (reason !== undefined) announce(reason);
      else if (last.aspect === 'handover')
        void navigate({ to: '/devices/$nodeId/replace', params: { nodeId: last.deviceId } });
      else if (last.bulk !== undefined)
        openReview({
          wish: { kind: 'undo', entryId: last.id },
          devices: last.bulk.parts.map(({ deviceId }) => deviceId),
        });
      else setAsked(last);
      return true;
    },
  });
  return asked !== undefined && <UndoLast key={asked.id} entry={asked} onClose={() => setAsked(undefined)} />;
}
