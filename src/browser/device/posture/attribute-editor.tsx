import { shownRequest } from '#browser/changes/hand-off/shown-request.ts';
import { DiscardQuestion } from '#browser/device/editing/discard-question.tsx';
import { useFormKeys } from '#browser/device/editing/use-form-keys.ts';
import { homeAddress } from '#browser/place.ts';
import { announce } from '#browser/ui/announcer.tsx';
import { Button } from '#browser/ui/button.tsx';
import { Notice } from '#browser/ui/notice.tsx';
import { RequestPreview } from '#browser/ui/request-preview.tsx';
import type { Attributes } from '#contract/posture.ts';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { AttributeFields } from './attribute-fields.tsx';
import { printValue } from './attribute-rows.ts';
import { type ChangedDevice, postureStep } from './posture-change.ts';
import { type PostureDraft, isWorthKeeping, keyOf, readDraft } from './posture-draft.ts';
import type { KnownKeys } from './posture-rules.ts';
import { type PostureIntent, isSameSeen, seenOf } from './posture.schema.ts';

/** The form for one attribute: what it will be, what that sends, and sending it; or the question whether to delete it. */
export function AttributeEditor(props: {
  device: ChangedDevice;
  draft: PostureDraft;
  onDraft: (draft: PostureDraft) => void;
  /** The attributes once everything under way has succeeded. */
  shown: Attributes;
  known: KnownKeys;
  now: number;
  /** Why nothing can be saved right now, as sentences. */
  offReason: string | undefined;
  onSave: (intent: PostureIntent) => void;
  onClose: () => void;
  /** Each new number puts focus into the form; 0 leaves it where it is. */
  focusRequest: number;
}): ReactNode {
  const { device, draft, onDraft, shown, known, now, focusRequest } = props;
  const [isTried, setTried] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const keep = useRef<HTMLButtonElement>(null);

  const read = readDraft(draft, known, shown, now);
  const problems = 'problems' in read ? read.problems : {};
  const problem = Object.values(problems).find((sentence) => sentence !== undefined);
  const seen = seenOf(shown, keyOf(draft));
  const isNews = draft.mode !== 'add' && !isSameSeen(seen, draft.opened);
  const isSame = draft.mode === 'edit' && !isNews && !isWorthKeeping(draft) && draft.refusal === undefined;

  // Focus belongs to the document.
  useEffect(() => {
    if (focusRequest > 0) (keep.current ?? firstField(root.current, draft.mode))?.focus();
  }, [focusRequest, draft.mode]);

  const save = () => {
    if (props.offReason !== undefined || isAsking || isSame) return;
    if ('intent' in read) {
      props.onSave(read.intent);
      return;
    }
    setTried(true);
    // The mark of the wrong field is drawn with the next frame.
    requestAnimationFrame(() => root.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus());
  };
  useFormKeys(root, {
    onSave: save,
    onEscape: () => {
      if (isAsking) setAsking(false);
      else if (isWorthKeeping(draft)) setAsking(true);
      else props.onClose();
    },
  });
  const discard = () => {
    if (isWorthKeeping(draft)) announce('Discarded.');
    props.onClose();
  };

  return (
    <div ref={root} role="group" aria-label={titles[draft.mode]} className="border-b border-line-strong py-3">
      {isNews && (
        <div className="mb-2">
          <Notice kind="warn" title={`${keyOf(draft)} changed on the server.`}>
            {seen === null ? 'It is gone.' : `It is ${printValue(seen.value)} now.`}
            {draft.mode === 'edit' && ' Saving writes over it.'}
          </Notice>
        </div>
      )}
      {draft.mode === 'delete' ? (
        <p className="text-small">
          <span className="font-medium wrap-anywhere">Delete {keyOf(draft)}?</span>{' '}
          <span className="text-ink-2">Access rules that ask for it no longer match this device.</span>
        </p>
      ) : (
        <AttributeFields
          draft={draft}
          onDraft={onDraft}
          known={known}
          problems={problems}
          isTried={isTried}
          now={now}
          onEnter={save}
        />
      )}
      {'intent' in read && (
        <RequestPreview
          request={shownRequest(postureStep(device, read.intent, seen), homeAddress())}
          changed={new Set(read.intent.kind === 'set' ? [String(read.intent.value), read.intent.expiry ?? ''] : [])}
        />
      )}
      {isAsking ? (
        <DiscardQuestion onDiscard={discard} onKeep={() => setAsking(false)} />
      ) : (
        <div className="mt-3 flex flex-wrap items-center gap-2">
          {draft.mode === 'delete' ? (
            <>
              <Button ref={keep} onClick={props.onClose}>
                Keep attribute
              </Button>
              <Button kind="danger" disabledReason={props.offReason} onClick={save}>
                Delete attribute
              </Button>
            </>
          ) : (
            <>
              <Button
                kind="primary"
                disabledReason={props.offReason ?? problem ?? (isSame ? 'Nothing is changed yet.' : undefined)}
                onClick={save}
              >
                {draft.mode === 'add' ? 'Add attribute' : 'Save attribute'}
              </Button>
              <Button kind="ghost" onClick={discard}>
                Cancel
              </Button>
            </>
          )}
        </div>
      )}
      {props.offReason !== undefined && <p className="mt-1.5 text-small text-ink-3">{props.offReason}</p>}
    </div>
  );
}

const titles: Readonly<Record<PostureDraft['mode'], string>> = {
  add: 'New attribute',
  edit: 'Attribute being edited',
  delete: 'Attribute to delete',
};

/** The key of a new attribute, the value of an old one. */
function firstField(root: HTMLElement | null, mode: PostureDraft['mode']): HTMLElement | null | undefined {
  const value =
    mode === 'edit' ? root?.querySelector<HTMLElement>('[data-value] :is(input:checked, [type=text])') : null;
  return value ?? root?.querySelector<HTMLElement>('input');
}
