import { Differences } from '#browser/activity/differences.tsx';
import { useActivity } from '#browser/activity/use-activity.ts';
import { useApi } from '#browser/api/api-context.ts';
import { type Aspect, type Entry, isLeft, singleEntries } from '#browser/changes/change.ts';
import { Button } from '#browser/ui/button.tsx';
import { Notice } from '#browser/ui/notice.tsx';
import type { ReactNode } from 'react';

/**
 * The last change of one part of a device, where the page was left before it was sent or answered and the server does
 * not have it: what was wanted, and the way to it, until the person has dealt with it. Nothing else.
 */
export function LeftNotice(props: {
  deviceId: string;
  aspect: Aspect;
  className?: string;
  /** Takes it up again, with whatever is asked before; undefined where nothing may be changed now. */
  onAgain: ((entry: Entry) => void) | undefined;
}): ReactNode {
  const { deviceId, aspect, onAgain } = props;
  const { activity } = useApi();
  const entry = singleEntries(useActivity()).findLast((one) => one.deviceId === deviceId && one.aspect === aspect);
  if (entry === undefined || !isLeft(entry)) return null;
  const putAway = () => activity.update(entry.id, { isRead: true });
  return (
    <div className={props.className}>
      <Notice kind="warn" title="The page was left while this was being saved.">
        The server does not have it.
        <Differences aspect={aspect} differences={entry.differences} isDone={false} />
        <span className="mt-2 flex flex-wrap gap-2">
          {onAgain !== undefined && (
            <Button
              size="sm"
              onClick={() => {
                putAway();
                onAgain(entry);
              }}
            >
              Try again
            </Button>
          )}
          <Button size="sm" kind="ghost" onClick={putAway}>
            Dismiss
          </Button>
        </span>
      </Notice>
    </div>
  );
}
