import { useApi } from '#browser/api/api-context.ts';
import { shownRequest } from '#browser/changes/hand-off/shown-request.ts';
import { stepOf } from '#browser/changes/hand-off/step.ts';
import type { AnyDevice } from '#browser/device/device-facts.ts';
import { ListConflict } from '#browser/device/list-conflict/list-conflict.tsx';
import type { Choice } from '#browser/device/list-conflict/list-conflict-words.ts';
import { mergeLists } from '#browser/device/list-conflict/list-merge.ts';
import { homeAddress } from '#browser/place.ts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { tagsChange } from './tags.mutation.ts';
import { type TagsWish, isNoWish, lastTagReason, wishBetween } from './tags.schema.ts';

const verbs = { add: 'adds', remove: 'removes', added: 'added', removed: 'removed' };

/** Asks what to keep when others changed the tags while they were edited: both changes, theirs, or one's own. */
export function TagsConflict(props: {
  deviceId: string;
  device: AnyDevice;
  opened: readonly string[];
  current: readonly string[];
  wanted: readonly string[];
  /** Why nothing can be saved right now, as a sentence. */
  offReason: string | undefined;
  /** Saves a wish over the present list; it says all that is to be done to that. */
  onSave: (wish: TagsWish) => void;
  onTake: () => void;
  onDiscard: () => void;
}): ReactNode {
  const { deviceId, device, current, wanted } = props;
  const { queries } = useApi();
  const { dataUpdatedAt } = useQuery(queries.detail(deviceId));
  const merge = mergeLists(props);
  const targetOf = (choice: Choice) => (choice === 'merge' ? merge.merged : choice === 'take' ? current : wanted);
  const wishOf = (choice: Choice) => wishBetween(current, targetOf(choice));
  return (
    <ListConflict
      label="Tags"
      merge={merge}
      verbs={verbs}
      nameOf={itself}
      isCode={always}
      requestOf={(choice) => {
        const wish = wishOf(choice);
        if (isNoWish(wish)) return undefined;
        const change = tagsChange(deviceId, wish, { ...device, tags: [...current] }, undefined);
        return {
          request: shownRequest(stepOf(change), homeAddress()),
          changed: new Set(wish.add),
          note: 'Replaces the whole list of tags.',
        };
      }}
      checkedAt={dataUpdatedAt}
      offReasonOf={(choice) =>
        props.offReason ?? (targetOf(choice).length === 0 && current.length > 0 ? lastTagReason : undefined)
      }
      onChoose={(choice) => (choice === 'take' ? props.onTake() : props.onSave(wishOf(choice)))}
      onDiscard={props.onDiscard}
    />
  );
}

function itself(tag: string): string {
  return tag;
}

function always(): boolean {
  return true;
}
