import { useFormKeys } from '#browser/device/editing/use-form-keys.ts';
import { Button } from '#browser/ui/button.tsx';
import { Notice } from '#browser/ui/notice.tsx';
import { RequestPreview, type ShownRequest } from '#browser/ui/request-preview.tsx';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Carried, Restored } from './key-expiry.schema.ts';
import { carriedWords, carrierName } from './key-state.tsx';

/** What turning expiry on does, before the request is sent. Focus begins on the answer that changes nothing; Escape is that answer. */
export function KeyQuestion(props: {
  restored: Restored;
  carried: Carried | undefined;
  request: ShownRequest;
  onTurnOn: () => void;
  onLeave: () => void;
}): ReactNode {
  const { carried, onLeave } = props;
  const root = useRef<HTMLDivElement>(null);
  const leave = useRef<HTMLButtonElement>(null);
  useFormKeys(root, { onSave: doNothing, onEscape: onLeave });
  // Focus belongs to the document.
  useEffect(() => leave.current?.focus(), []);
  return (
    <div ref={root} role="group" aria-label="Turn key expiry on?" className="mt-1">
      <div className="flex flex-col gap-1.5" id="key-question">
        {props.restored === 'past' && (
          <Notice kind="warn" title="The original date has passed.">
            With expiry on, this device is cut off at once and has to sign in again.
          </Notice>
        )}
        {props.restored === 'no-date' && (
          <Notice kind="warn" title="The server gives no date for this key.">
            What turning expiry on does to it is not known beforehand: the device may be cut off.
          </Notice>
        )}
        {carried !== undefined && (
          <Notice kind="warn" title={`This is ${carrierName(carried)}.`}>
            {carriedWords(carried)}
          </Notice>
        )}
      </div>
      <RequestPreview request={props.request} />
      <div className="mt-3 flex flex-wrap gap-2">
        <Button kind="primary" describedBy="key-question" onClick={props.onTurnOn}>
          Turn expiry on
        </Button>
        <Button ref={leave} kind="ghost" describedBy="key-question" onClick={onLeave}>
          Leave it off
        </Button>
      </div>
    </div>
  );
}

/** The key to save is not the answer to a question; the browser's own dialog stays away all the same. */
function doNothing(): void {}
