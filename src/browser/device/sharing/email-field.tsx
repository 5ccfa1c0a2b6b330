import { CircleAlert } from 'lucide-react';
import { type ReactNode, type Ref, useId } from 'react';

/** Takes one address or several, however they are separated. Ctrl+Enter, or ⌘↵, sends; Enter begins a line. */
export function EmailField(props: {
  text: string;
  onText: (text: string) => void;
  onBlur: () => void;
  onSend: () => void;
  error: string | undefined;
  /** What is worth knowing about the addresses while nothing is wrong with them. */
  warning: string | undefined;
  ref: Ref<HTMLTextAreaElement>;
}): ReactNode {
  const id = useId();
  const { error, warning } = props;
  const isWrong = error !== undefined;
  return (
    <div>
      <label htmlFor={id} className="block text-caption font-medium text-ink-2">
        Email <span className="font-normal text-ink-3">optional, one or several</span>
      </label>
      <textarea
        ref={props.ref}
        id={id}
        rows={1}
        value={props.text}
        onChange={(event) => props.onText(event.target.value)}
        onBlur={props.onBlur}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
          event.preventDefault();
          props.onSend();
        }}
        aria-invalid={isWrong || undefined}
        aria-describedby={`${id}-message`}
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        className={`mt-1 block field-sizing-content max-h-40 min-h-control w-full resize-none rounded-control bg-canvas px-2.5 py-1.5 text-small wrap-anywhere text-ink ring-inset outline-hidden touch:min-h-touch ${isWrong ? 'ring-2 ring-bad' : 'ring-1 ring-control focus:ring-2 focus:ring-accent'}`}
      />
      <div id={`${id}-message`} role={isWrong ? 'alert' : undefined} className="mt-1.5 text-small wrap-anywhere">
        {isWrong ? (
          <p className="flex items-start gap-1.5 text-bad-ink">
            <CircleAlert className="mt-[3px] size-3.5 shrink-0" strokeWidth={1.75} aria-hidden />
            <span className="min-w-0">{error}</span>
          </p>
        ) : (
          <p className={warning === undefined ? 'text-ink-3' : 'text-warn-ink'}>
            {warning ?? 'Leave it empty to get a link without sending an email.'}
          </p>
        )}
      </div>
    </div>
  );
}
