import { type ReactNode } from 'react';
import { FieldMessage } from '#browser/ui/field-message.tsx';
import { CountedField } from './counted-field.tsx';
import { LifetimeField } from './lifetime-field.tsx';
import { type DraftProblems, type PostureDraft, expiryOf, fixedType, keyOf } from './posture-draft.ts';
import { type KnownKeys, type ValueType, keyPrefix, longestComment, longestKey, longestText } from './posture-rules.ts';
import { Segments } from './segments.tsx';

const typeOptions: readonly { value: ValueType; label: string }[] = [
  { value: 'string', label: 'Text' },
  { value: 'number', label: 'Whole number' },
  { value: 'boolean', label: 'True/false' },
];

/** Key, type, value, expiry and comment of an attribute. What is empty is no mistake until saving was tried. */
export function AttributeFields(props: {
  draft: PostureDraft;
  onDraft: (draft: PostureDraft) => void;
  known: KnownKeys;
  problems: DraftProblems;
  isTried: boolean;
  now: number;
  onEnter: () => void;
}): ReactNode {
  const { draft, onDraft, problems, isTried } = props;
  const fixed = fixedType(draft, props.known);
  const type = fixed?.type ?? draft.type;
  // What the server said, it said of another key and value than those that are typed from now on.
  const change = (part: Partial<PostureDraft>) => {
    const { refusal: _said, ...rest } = draft;
    onDraft({ ...rest, ...part });
  };
  const said = (problem: string | undefined, text: string) => (text === '' && !isTried ? undefined : problem);
  const types = (
    <Segments
      label="Type"
      options={typeOptions}
      value={type}
      onChange={(next) => change({ type: next })}
      fixedReason={fixed?.reason}
    />
  );
  return (
    <>
      {draft.mode === 'add' ? (
        <CountedField
          label="Key"
          prefix={keyPrefix}
          value={draft.name}
          count={{ used: keyOf(draft).length, most: longestKey }}
          error={said(problems.key, draft.name)}
          onChange={(name) => change({ name: name.startsWith(keyPrefix) ? name.slice(keyPrefix.length) : name })}
          onEnter={props.onEnter}
          isMono
          beside={types}
        />
      ) : (
        <>
          <p className="mb-2 font-mono text-code wrap-anywhere">
            <span className="text-ink-3">{keyPrefix}</span>
            {draft.name}
          </p>
          {types}
        </>
      )}
      <div className="mt-2" data-value>
        {type === 'boolean' ? (
          <>
            <Segments
              label="Value"
              options={[
                { value: 'true', label: 'True' },
                { value: 'false', label: 'False' },
              ]}
              value={draft.flag ? 'true' : 'false'}
              onChange={(flag) => change({ flag: flag === 'true' })}
            />
            <FieldMessage id="posture-flag-message" error={draft.refusal} />
          </>
        ) : (
          <CountedField
            label="Value"
            value={draft.text}
            {...(type === 'string' ? { count: { used: draft.text.length, most: longestText } } : {})}
            error={said(problems.value, draft.text) ?? draft.refusal}
            hint={type === 'string' ? 'Letters, digits, "_" and ".".' : undefined}
            onChange={(text) => change({ text })}
            onEnter={props.onEnter}
            isMono
            isNumber={type === 'number'}
          />
        )}
      </div>
      <LifetimeField
        draft={draft}
        at={expiryOf(draft, props.now)}
        error={draft.lasts === 'until' ? said(problems.expiry, draft.until) : problems.expiry}
        onChange={change}
      />
      <div className="mt-2">
        <CountedField
          label="Comment"
          isOptional
          value={draft.comment}
          count={{ used: draft.comment.length, most: longestComment }}
          error={problems.comment}
          hint="Goes to the audit log of the tailnet. It cannot be read back."
          onChange={(comment) => onDraft({ ...draft, comment })}
          onEnter={props.onEnter}
        />
      </div>
    </>
  );
}
