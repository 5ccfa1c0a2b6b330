import { AttributeFields } from '#browser/device/posture/attribute-fields.tsx';
import { CountedField } from '#browser/device/posture/counted-field.tsx';
import { type PostureDraft, emptyDraft, keyOf, readDraft } from '#browser/device/posture/posture-draft.ts';
import { keyPrefix, keyProblem, longestKey } from '#browser/device/posture/posture-rules.ts';
import { Segments } from '#browser/device/posture/segments.tsx';
import { useKnownKeys } from '#browser/device/posture/use-known-keys.ts';
import { useNow } from '#browser/ui/use-now.ts';
import type { Attributes } from '#contract/posture.ts';
import { type ReactNode, useState } from 'react';
import type { BulkWish } from './wish.ts';

type PostureWish = Extract<BulkWish, { kind: 'posture' }>;
const nothing: Attributes = {};

/** The attribute to set, or the key of the one to delete. */
export function PostureForm(props: { onWish: (wish: PostureWish) => void }): ReactNode {
  const { onWish } = props;
  const now = useNow(60_000);
  const known = useKnownKeys('', nothing);
  const [draft, setDraft] = useState<PostureDraft>(emptyDraft);
  const [isDeletion, setDeletion] = useState(false);
  const read = readDraft(draft, known, nothing, now);
  const problems = 'problems' in read ? read.problems : {};
  const change = (next: PostureDraft, deletes: boolean) => {
    setDraft(next);
    setDeletion(deletes);
    const set = readDraft(next, known, nothing, Date.now());
    const key = keyOf(next);
    const isKey = next.name !== '' && keyProblem(next.name, known) === undefined;
    const deletion = isKey ? ({ kind: 'delete', key, base: null } as const) : undefined;
    const intent = deletes ? deletion : 'intent' in set ? set.intent : undefined;
    onWish({ kind: 'posture', isDeletion: deletes, intent });
  };
  return (
    <>
      <Segments
        label="Posture attribute"
        options={[
          { value: 'set', label: 'Set' },
          { value: 'delete', label: 'Delete' },
        ]}
        value={isDeletion ? 'delete' : 'set'}
        onChange={(value) => change(draft, value === 'delete')}
      />
      {isDeletion ? (
        <CountedField
          label="Key"
          prefix={keyPrefix}
          value={draft.name}
          count={{ used: keyOf(draft).length, most: longestKey }}
          error={draft.name === '' ? undefined : problems.key}
          onChange={(name) => change({ ...draft, name: name.replace(keyPrefix, '') }, true)}
          onEnter={ignore}
          isMono
        />
      ) : (
        <div>
          <AttributeFields
            draft={draft}
            onDraft={(next) => change(next, false)}
            known={known}
            problems={problems}
            isTried={false}
            now={now}
            onEnter={ignore}
          />
        </div>
      )}
    </>
  );
}

function ignore(): void {
  // The button below applies it, after the review.
}
