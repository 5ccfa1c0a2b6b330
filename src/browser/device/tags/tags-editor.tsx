import { shownRequest } from '#browser/changes/hand-off/shown-request.ts';
import { stepOf } from '#browser/changes/hand-off/step.ts';
import type { AnyDevice } from '#browser/device/device-facts.ts';
import { EditorButtons } from '#browser/device/editing/editor-buttons.tsx';
import { listed } from '#browser/device/listed.ts';
import { useFormKeys } from '#browser/device/editing/use-form-keys.ts';
import { homeAddress } from '#browser/place.ts';
import { announce } from '#browser/ui/announcer.tsx';
import { Notice } from '#browser/ui/notice.tsx';
import { RequestPreview } from '#browser/ui/request-preview.tsx';
import { CircleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { type ChipState, StagedChip } from './tag-chips.tsx';
import { TagField } from './tag-field.tsx';
import { tagNotices } from './tag-notices.ts';
import { type TypedTag, readTags } from './tag-spelling.ts';
import { type TagUse, suggestTags } from './tag-suggestions.ts';
import { resultWords } from './tag-words.ts';
import { type TagsDraft, isWorthKeeping } from './tags-draft.ts';
import { tagsChange } from './tags.mutation.ts';
import { type TagsWish, applyTags, isLastTag, isNoWish, lastTagReason, stageTag } from './tags.schema.ts';

const mostSuggestions = 8;

/** The staged edit of a device's tags: chips in a field that finds tags, what the change does, the request, and saving it. */
export function TagsEditor(props: {
  deviceId: string;
  device: AnyDevice;
  uses: readonly TagUse[];
  draft: TagsDraft;
  onDraft: (draft: TagsDraft) => void;
  onSave: () => void;
  onClose: () => void;
  /** What others changed since the editor was opened. */
  theirs: TagsWish;
  /** The tags that the server named when it refused. */
  refused: readonly string[];
  /** Why nothing can be saved right now, as a sentence. */
  offReason: string | undefined;
  /** Each new number puts focus into the field; 0 only when nothing else has it. */
  focusRequest: number;
}): ReactNode {
  const { draft, onDraft, uses, focusRequest } = props;
  const { opened, wish, text } = draft;
  const [isTried, setTried] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const messageId = useId();

  const wanted = applyTags(opened, wish);
  const typed = readTags(text, wanted);
  const count = wish.add.length + wish.remove.length;
  const isLast = isLastTag(opened, wanted);
  const refused = props.refused.filter((tag) => wish.add.includes(tag));
  const error = isTried ? problemOf(typed) : refused.length > 0 ? refusedWords(refused) : undefined;

  // Focus belongs to the document. When the editor comes back by itself, it takes the focus that its button lost.
  useEffect(() => {
    if (focusRequest > 0 || document.activeElement === document.body) field.current?.focus({ preventScroll: true });
  }, [focusRequest]);

  const stage = (tags: readonly string[], isWanted: boolean, rest: Partial<TagsDraft> = {}) => {
    setTried(false);
    const next = tags.reduce((before, tag) => stageTag(before, opened, tag, isWanted), wish);
    onDraft({ ...draft, ...rest, wish: next });
    announce(`${listed(tags)} ${isWanted ? 'will be there' : 'will be removed'}. ${countWords(next)}`);
  };
  const press = (tag: string) => {
    stage([tag], !wanted.includes(tag));
    field.current?.focus();
  };
  const add = () => {
    if (typed.kind === 'ok') {
      setOpen(false);
      stage(typed.tags, true, { text: '' });
    } else setTried(true);
  };
  const save = () => {
    if (offReason !== undefined || !isWorthKeeping(draft)) return;
    if (text.trim() === '') props.onSave();
    else {
      setTried(true);
      field.current?.focus();
    }
  };
  const offReason = props.offReason ?? (wanted.length === 0 && opened.length > 0 ? lastTagReason : undefined);
  useFormKeys(root, {
    onSave: save,
    onEscape: () => {
      if (isOpen) setOpen(false);
      else if (isAsking) setAsking(false);
      else if (isWorthKeeping(draft)) setAsking(true);
      else props.onClose();
    },
  });
  const stateOf = (tag: string): ChipState => {
    if (refused.includes(tag)) return 'refused';
    if (!wanted.includes(tag)) return 'removed';
    return opened.includes(tag) ? 'kept' : 'added';
  };

  return (
    <div ref={root} role="group" aria-label="Tags being edited">
      {!isNoWish(props.theirs) && (
        <div className="mb-2">
          <Notice kind="warn" title="The tags changed on the server.">
            {resultWords(props.theirs)} since you opened them. Saving asks what to keep.
          </Notice>
        </div>
      )}
      <TagField
        ref={field}
        chips={
          <ul aria-label="Tags" className="contents">
            {[...opened, ...wish.add].map((tag) => (
              <StagedChip
                key={tag}
                tag={tag}
                state={stateOf(tag)}
                lockedReason={isLast ? lastTagReason : undefined}
                onPress={() => press(tag)}
              />
            ))}
          </ul>
        }
        text={text}
        onText={(next) => {
          if (readTags(next, wanted).kind !== 'bad') setTried(false);
          onDraft({ ...draft, text: next });
        }}
        suggestions={suggestTags(uses, text, wanted, mostSuggestions)}
        isOpen={isOpen}
        onOpenChange={setOpen}
        source={sourceWords(uses)}
        isWrong={error !== undefined}
        describedBy={messageId}
        onPick={(tag) => {
          setOpen(false);
          stage([tag], true, { text: '' });
        }}
        onEnter={add}
      />
      <div id={messageId} className="mt-1.5 text-small">
        {error !== undefined ? (
          <p role="alert" className="flex items-start gap-1.5 text-bad-ink">
            <CircleAlert className="mt-[3px] size-3.5 shrink-0" strokeWidth={1.75} aria-hidden />
            <span className="min-w-0 wrap-anywhere">{error}</span>
          </p>
        ) : (
          <p className="text-ink-3">
            {isLast ? lastTagReason : 'A letter first, then letters, digits and hyphens. tag: is added for you.'}
          </p>
        )}
      </div>
      {count > 0 && (
        <>
          <ul aria-label="Worth knowing" className="mt-2 flex flex-col gap-1.5">
            {tagNotices(props.device, opened, wish, uses).map((notice) => (
              <li key={notice.title}>
                <Notice kind={notice.kind} title={notice.title}>
                  {notice.body}
                </Notice>
              </li>
            ))}
          </ul>
          <RequestPreview
            request={shownRequest(
              stepOf(tagsChange(props.deviceId, wish, { ...props.device, tags: [...opened] }, undefined)),
              homeAddress(),
            )}
            changed={new Set(wish.add)}
            note="Replaces the whole list of tags."
          />
        </>
      )}
      <EditorButtons
        count={count}
        isEmpty={!isWorthKeeping(draft)}
        isAsking={isAsking}
        offReason={offReason}
        onSave={save}
        onDiscard={() => {
          announce('Discarded.');
          props.onClose();
        }}
        onKeep={() => setAsking(false)}
      />
    </div>
  );
}

/** What stands in the way. A good tag is in the way of saving, as it is not part of the change until it is added. */
function problemOf(typed: TypedTag): string {
  switch (typed.kind) {
    case 'empty':
      return 'Type a tag first, such as tag:web.';
    case 'bad':
      return typed.sentence;
    case 'ok':
      return `Press Enter to add ${listed(typed.tags)}, or clear the field, before saving.`;
    default:
      return typed satisfies never;
  }
}

function refusedWords(tags: readonly string[]): string {
  return `The server refuses ${listed(tags)}. Remove ${tags.length === 1 ? 'it' : 'them'}, or define ${tags.length === 1 ? 'it' : 'them'} in the policy file.`;
}

function sourceWords(uses: readonly TagUse[]): string {
  const isPolicyKnown = uses.some(({ isDefined }) => isDefined !== undefined);
  return isPolicyKnown ? 'Suggestions are tags in use and those of the policy file.' : 'Suggestions are tags in use.';
}

function countWords(wish: TagsWish): string {
  const count = wish.add.length + wish.remove.length;
  if (count === 0) return 'No changes left.';
  return count === 1 ? '1 change.' : `${count} changes.`;
}
