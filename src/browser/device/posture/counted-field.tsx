import { FieldMessage } from '#browser/ui/field-message.tsx';
import { type ReactNode, type Ref, useId } from 'react';

/**
 * A line of text with its label, how much of its room is used, and what is wrong with it or worth knowing. `prefix`
 * stands before what is typed and cannot be changed.
 */
export function CountedField(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onEnter: () => void;
  prefix?: string;
  count?: { readonly used: number; readonly most: number };
  error?: string | undefined;
  hint?: string | undefined;
  isMono?: boolean;
  isNumber?: boolean;
  isOptional?: boolean;
  /** What stands at the right of the field from 384 px of container width on, and below its message on less. */
  beside?: ReactNode;
  ref?: Ref<HTMLInputElement>;
}): ReactNode {
  const id = useId();
  const { error, hint, count } = props;
  const isWrong = error !== undefined;
  const described = [...(count === undefined ? [] : [`${id}-count`]), ...((error ?? hint) ? [`${id}-message`] : [])];
  return (
    <div className={props.beside === undefined ? 'min-w-0' : 'grid gap-x-2 @sm:grid-cols-[minmax(0,1fr)_auto]'}>
      <div className="min-w-0">
        <div className="flex text-caption font-medium text-ink-2">
          <label htmlFor={id}>
            {props.label}
            {props.isOptional && <span className="font-normal text-ink-3"> optional</span>}
          </label>
          {count !== undefined && (
            <span
              id={`${id}-count`}
              className={`figures ml-auto font-normal ${count.used > count.most ? 'text-bad-ink' : 'text-ink-3'}`}
            >
              {count.used} / {count.most}
            </span>
          )}
        </div>
        <div
          className={`mt-1 flex h-control items-center rounded-control bg-canvas ring-inset touch:h-touch ${props.isMono ? 'font-mono text-code' : 'text-small'} ${isWrong ? 'ring-2 ring-bad' : 'ring-1 ring-control focus-within:ring-2 focus-within:ring-accent'}`}
        >
          {props.prefix !== undefined && (
            <span aria-hidden className="pl-2.5 text-ink-3 select-none">
              {props.prefix}
            </span>
          )}
          <input
            ref={props.ref}
            id={id}
            type="text"
            inputMode={props.isNumber ? 'numeric' : undefined}
            value={props.value}
            onChange={(event) => props.onChange(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
              event.preventDefault();
              props.onEnter();
            }}
            aria-invalid={isWrong || undefined}
            aria-describedby={described.length === 0 ? undefined : described.join(' ')}
            autoComplete="off"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            className={`h-full w-full min-w-0 bg-transparent pr-2.5 text-ink outline-hidden ${props.prefix === undefined ? 'pl-2.5' : ''}`}
          />
        </div>
      </div>
      <div className="@sm:row-start-2 @sm:col-span-2">
        <FieldMessage id={`${id}-message`} error={error} hint={hint} />
      </div>
      {props.beside !== undefined && <div className="mt-2 min-w-0 @sm:mt-0">{props.beside}</div>}
    </div>
  );
}
