import { isFramed } from './framed.ts';
import type { Impact } from './impact.ts';
import { Button } from '#browser/ui/button.tsx';
import { Dialog, DialogButtons } from '#browser/ui/dialog.tsx';
import { RequestPreview, type ShownRequest } from '#browser/ui/request-preview.tsx';
import { type ReactNode, useId, useRef, useState } from 'react';
import { ImpactList } from './impact-list.tsx';
import { TypedWord, isTyped } from './typed-word.tsx';

/**
 * Asks before something that cuts a device off: what it does, what breaks, and the request. The machine's name is asked
 * for where `asksForName` and in a frame of another page, and the console's own address where the person may lose this
 * page by it.
 */
export function ImpactDialog(props: {
  title: string;
  /** What happens, and what it takes to get back. */
  lead: ReactNode;
  impact: Impact;
  /** Sentences of this action alone, after those of the impact. */
  more?: readonly string[];
  request: ShownRequest;
  asksForName: boolean;
  /** The answer that changes nothing: "Keep device". */
  keep: string;
  /** The answer that goes ahead: "Delete device". */
  act: string;
  /** Why it cannot be done at this moment, as a sentence. */
  offReason: string | undefined;
  onAct: () => void;
  onClose: () => void;
}): ReactNode {
  const { impact, offReason } = props;
  const isInFrame = isFramed();
  const asksForName = props.asksForName || isInFrame;
  const [name, setName] = useState('');
  const [host, setHost] = useState('');
  const keep = useRef<HTMLButtonElement>(null);
  const hostField = useRef<HTMLInputElement>(null);
  const words = useId();
  const own = impact.consolePath?.host;
  const hasName = !asksForName || isTyped(name, impact.name);
  const hasHost = own === undefined || isTyped(host, own);
  const reason =
    offReason ??
    (hasName ? undefined : 'Type the name of the device first.') ??
    (hasHost ? undefined : 'Type the address of this page first.');
  const act = () => {
    if (reason === undefined) props.onAct();
    else if (hasName && !hasHost) hostField.current?.focus();
  };
  return (
    <Dialog
      isAlert
      title={props.title}
      describedBy={words}
      onClose={props.onClose}
      {...(asksForName || own !== undefined ? {} : { initialFocus: keep })}
    >
      <div id={words}>
        <p className="mt-2 text-small text-ink-2">{props.lead}</p>
        <ImpactList impact={impact} more={props.more ?? []} />
      </div>
      {asksForName && (
        <div className="mt-4">
          <TypedWord word={impact.name} purpose="to confirm" text={name} onText={setName} onEnter={act} />
          {isInFrame && (
            <p className="mt-1.5 text-small text-ink-3">
              Another page shows Tailboard in a frame, so a press alone is not enough.
            </p>
          )}
        </div>
      )}
      {own !== undefined && (
        <div className="mt-4">
          <TypedWord
            ref={hostField}
            word={own}
            purpose="to confirm that this page may go"
            text={host}
            onText={setHost}
            onEnter={act}
          />
        </div>
      )}
      <RequestPreview request={props.request} isOpenAtFirst={false} />
      {offReason !== undefined && <p className="mt-3 text-small text-ink-3">{offReason}</p>}
      <DialogButtons>
        <Button ref={keep} kind="ghost" size="wide" onClick={props.onClose}>
          {props.keep}
        </Button>
        <Button kind="danger-solid" size="wide" disabledReason={reason} onClick={act}>
          {props.act}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
