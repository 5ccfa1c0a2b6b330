import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

/** What stands below a field: what is wrong and how to mend it, said aloud at once; or what helps. */
export function FieldMessage(props: { id: string; error?: ReactNode; hint?: ReactNode }): ReactNode {
  const { id, error, hint } = props;
  return (
    <div id={id} role={error === undefined ? undefined : 'alert'}>
      {error !== undefined && (
        <p className="mt-1.5 flex items-start gap-1.5 text-small text-bad-ink">
          <CircleAlert className="mt-[3px] size-3.5 shrink-0" strokeWidth={1.75} aria-hidden />
          <span className="min-w-0 wrap-anywhere">{error}</span>
        </p>
      )}
      {error === undefined && hint !== undefined && (
        <p className="mt-1.5 text-small wrap-anywhere text-ink-3">{hint}</p>
      )}
    </div>
  );
}
