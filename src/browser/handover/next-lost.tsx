import { ApiError } from '#browser/api/api-error.ts';
import { wordsOf } from '#browser/api/error-words.ts';
import { reasonOf } from '#browser/bulk/run-failure.ts';
import { Button } from '#browser/ui/button.tsx';
import { Notice } from '#browser/ui/notice.tsx';
import type { ReactNode } from 'react';
import type { Handover } from './use-handover.ts';

/** The devices cannot be read, so nothing more is sent; where the new one is gone, the sheet serves for another one. */
export function NextLost({ handover, error }: { handover: Handover; error: Error }): ReactNode {
  const reason = reasonOf(error) ?? error;
  const isGone = reason instanceof ApiError && reason.kind === 'missing';
  const { title, way } = wordsOf(reason);
  const isOffline = reason instanceof ApiError && reason.kind === 'offline';
  const name = handover.before?.name ?? 'The new device';
  if (!isGone)
    return (
      <Notice kind="bad" title={title}>
        Nothing more was sent. {isOffline ? 'Go on once the connection is back.' : way}
      </Notice>
    );
  return (
    <Notice
      kind="bad"
      title={`${name} has left the tailnet.`}
      action={
        <Button size="sm" onClick={handover.restart}>
          Choose another
        </Button>
      }
    >
      What it was given is gone with it. The sheet is kept, for another device.
    </Notice>
  );
}
