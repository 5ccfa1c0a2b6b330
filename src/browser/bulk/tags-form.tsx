import { useApi } from '#browser/api/api-context.ts';
import { readTags } from '#browser/device/tags/tag-spelling.ts';
import { suggestTags, tagsInUse } from '#browser/device/tags/tag-suggestions.ts';
import { StagedChip } from '#browser/device/tags/tag-chips.tsx';
import { TagField } from '#browser/device/tags/tag-field.tsx';
import { Checkbox } from '#browser/ui/checkbox.tsx';
import { Mono } from '#browser/ui/text.tsx';
import type { ListedDevice } from '#contract/device-list.ts';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useId, useMemo, useState } from 'react';
import type { BulkWish } from './wish.ts';

type TagsWish = Extract<BulkWish, { kind: 'tags' }>;

/** Tags to add, typed or picked from those in use, and those of the devices to remove. */
export function TagsForm(props: {
  wish: TagsWish;
  meant: readonly ListedDevice[];
  devices: readonly ListedDevice[];
  onWish: (wish: TagsWish) => void;
  /** What stands in the field, which is no part of the wish until it is added. */
  text: string;
  onText: (text: string) => void;
}): ReactNode {
  const { wish, meant, devices, onWish, text, onText } = props;
  const { queries } = useApi();
  const policy = useQuery(queries.policy()).data;
  const message = useId();
  const [isOpen, setOpen] = useState(false);
  const [problem, setProblem] = useState<string>();
  const uses = useMemo(() => tagsInUse(devices, policy), [devices, policy]);
  const own = useMemo(() => tagsInUse(meant, undefined), [meant]);
  const add = (tags: readonly string[]) => {
    onWish({ ...wish, add: [...wish.add, ...tags], remove: wish.remove.filter((tag) => !tags.includes(tag)) });
    onText('');
    setOpen(false);
  };
  const enter = () => {
    const typed = readTags(text, wish.add);
    setProblem(typed.kind === 'bad' ? typed.sentence : undefined);
    if (typed.kind === 'ok') add(typed.tags);
  };
  return (
    <>
      <TagField
        chips={
          <ul aria-label="Tags to add" className="contents">
            {wish.add.map((tag) => (
              <StagedChip
                key={tag}
                tag={tag}
                state="added"
                lockedReason={undefined}
                onPress={() => onWish({ ...wish, add: wish.add.filter((other) => other !== tag) })}
              />
            ))}
          </ul>
        }
        text={text}
        onText={(next) => {
          onText(next);
          setProblem(undefined);
        }}
        suggestions={suggestTags(uses, text, wish.add, 6)}
        isOpen={isOpen}
        onOpenChange={setOpen}
        source="Tags in use, and those of the policy file."
        isWrong={problem !== undefined}
        describedBy={problem === undefined ? undefined : message}
        onPick={(tag) => add([tag])}
        onEnter={enter}
        ref={null}
      />
      {problem !== undefined && (
        <p id={message} role="alert" className="text-small wrap-anywhere text-bad-ink">
          {problem}
        </p>
      )}
      {own.length > 0 && (
        <fieldset>
          <legend className="text-caption font-medium text-ink-2">Remove</legend>
          <div style={{ maxHeight: 132 }} className="mt-1 flex flex-col gap-1 overflow-y-auto text-small">
            {own.map(({ tag, devices: count }) => (
              <Checkbox
                key={tag}
                label={<Mono className="wrap-anywhere">{tag}</Mono>}
                note={`on ${count} of ${meant.length}`}
                isChecked={wish.remove.includes(tag)}
                onChange={(isRemoved) =>
                  onWish({
                    ...wish,
                    add: wish.add.filter((other) => other !== tag),
                    remove: isRemoved ? [...wish.remove, tag] : wish.remove.filter((other) => other !== tag),
                  })
                }
              />
            ))}
          </div>
        </fieldset>
      )}
    </>
  );
}
