import { type ReactNode, type Ref, useId } from 'react';
import { FieldMessage } from './field-message.tsx';

/** A line of text with its label and, below, what is wrong or worth knowing; all wired for every reader. */
export function Field(props: {
  label: ReactNode;
  value: string;
  onChange: (value: string) => void;
  /** What is wrong and how to mend it, as sentences; said aloud as soon as it stands there. */
  error?: ReactNode;
  /** What helps or warns while nothing is wrong. */
  hint?: ReactNode;
  /** Enter in the field. */
  onEnter: () => void;
  /** The button that belongs to the field. */
  action?: ReactNode;
  isMono?: boolean;
  /** Whether it is a name of a device, which capture mode may mask. */
  holds?: 'name' | 'new name';
  /** Classes of the label's column, where it stands beside the field from 384 px of container width on. */
  besideClass?: string;
  ref?: Ref<HTMLInputElement>;
}): ReactNode {
  const id = useId();
  const { error, hint, besideClass } = props;
  const isWrong = error !== undefined;
  const message = isWrong ? error : hint;
  const isBeside = besideClass !== undefined;
  return (
    <div className={isBeside ? '@sm:flex @sm:items-start' : ''}>
      <label
        htmlFor={id}
        className={`block text-caption font-medium text-ink-2 ${isBeside ? `@sm:shrink-0 @sm:py-2 ${besideClass}` : ''}`}
      >
        {props.label}
      </label>
      <div className={`mt-1 min-w-0 flex-1 ${isBeside ? '@sm:mt-0' : ''}`}>
        <div className="flex gap-2">
          <input
            ref={props.ref}
            id={id}
            data-holds={props.holds}
            type="text"
            value={props.value}
            onChange={(event) => props.onChange(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
              event.preventDefault();
              props.onEnter();
            }}
            aria-invalid={isWrong || undefined}
            aria-describedby={message === undefined ? undefined : `${id}-message`}
            autoComplete="off"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            className={`h-control w-full min-w-0 rounded-control bg-canvas px-2.5 text-ink ring-inset outline-hidden touch:h-touch ${props.isMono ? 'font-mono text-code' : 'text-small'} ${isWrong ? 'ring-2 ring-bad' : 'ring-1 ring-control focus:ring-2 focus:ring-accent'}`}
          />
          {props.action}
        </div>
        <FieldMessage id={`${id}-message`} error={error} hint={hint} />
      </div>
    </div>
  );
}
