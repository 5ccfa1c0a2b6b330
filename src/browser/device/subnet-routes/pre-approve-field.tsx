import { announce } from '#browser/ui/announcer.tsx';
import { Button } from '#browser/ui/button.tsx';
import { Field } from '#browser/ui/field.tsx';
import { type ReactNode, type Ref, useRef } from 'react';
import type { RouteRow } from './subnet-routes.schema.ts';
import { type TypedPrefix, readPrefix } from './typed-prefix.ts';

/** Takes a prefix that the device does not advertise yet. Says how to mend what is none, and only after it was tried. */
export function PreApproveField(props: {
  text: string;
  onText: (text: string) => void;
  rows: readonly RouteRow[];
  /** True once the person asked for the prefix, or for saving with text in the field. */
  isTried: boolean;
  onTried: (isTried: boolean) => void;
  onAdd: (prefix: string) => void;
  ref: Ref<HTMLInputElement>;
}): ReactNode {
  const { text, isTried } = props;
  const field = useRef<HTMLDivElement>(null);
  const typed = readPrefix(text, props.rows);
  const add = () => {
    if (typed.kind === 'ok') {
      props.onAdd(typed.prefix);
      announce(`${typed.prefix} is added and ticked.`);
    } else props.onTried(true);
  };
  const problem = isTried ? problemOf(typed) : undefined;
  const suggestion = problem !== undefined && typed.kind === 'bad' ? typed.suggestion : undefined;
  return (
    <div ref={field} className="border-t border-line py-2">
      <Field
        label="Pre-approve a prefix"
        value={text}
        isMono
        besideClass="@sm:w-[160px]"
        ref={props.ref}
        onChange={(next) => {
          props.onText(next);
          if (readPrefix(next, props.rows).kind !== 'bad') props.onTried(false);
        }}
        onEnter={add}
        error={
          problem === undefined ? undefined : (
            <>
              {problem}
              {suggestion !== undefined && (
                <span className="block">
                  <Button
                    size="sm"
                    className="mt-1.5"
                    onClick={() => {
                      props.onText(suggestion);
                      props.onTried(false);
                      field.current?.querySelector('input')?.focus();
                    }}
                  >
                    Use {suggestion}
                  </Button>
                </span>
              )}
            </>
          )
        }
        hint={typed.kind === 'ok' && typed.remarks.length > 0 ? typed.remarks.join(' ') : undefined}
        action={
          <Button onClick={add} label="Add prefix">
            Add
          </Button>
        }
      />
    </div>
  );
}

/** What stands in the way. A good prefix is in the way of saving, as it is not part of the change until it is added. */
function problemOf(typed: TypedPrefix): string {
  switch (typed.kind) {
    case 'empty':
      return 'Type a prefix first, such as 10.30.0.0/16.';
    case 'bad':
      return typed.sentence;
    case 'ok':
      return `Add ${typed.prefix}, or clear the field, before saving.`;
    default:
      return typed satisfies never;
  }
}
