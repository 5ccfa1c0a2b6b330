import { formatExact, readDate } from '#browser/device/moment.ts';
import { type ReactNode, useId } from 'react';
import { FieldMessage } from '#browser/ui/field-message.tsx';
import { type Lifetime, type PostureDraft, lifetimes } from './posture-draft.ts';

const words: Readonly<Record<Exclude<Lifetime, 'kept'>, string>> = {
  always: 'Never',
  '4-hours': 'In 4 hours',
  '1-day': 'In 1 day',
  '30-days': 'In 30 days',
  until: 'At a date and time',
};

/** When the attribute is to be removed by itself: never, after a while, or at a moment in UTC. */
export function LifetimeField(props: {
  draft: PostureDraft;
  /** The moment that is chosen; undefined for never, NaN for none. */
  at: number | undefined;
  error: string | undefined;
  onChange: (change: Pick<PostureDraft, 'lasts'> | Pick<PostureDraft, 'until'>) => void;
}): ReactNode {
  const id = useId();
  const { draft, at, error } = props;
  const before = readDate(draft.opened?.expiry);
  const isWrong = error !== undefined;
  const control = `h-control min-w-0 rounded-control bg-canvas px-2.5 text-small text-ink ring-inset outline-hidden touch:h-touch ${isWrong ? 'ring-2 ring-bad' : 'ring-1 ring-control focus:ring-2 focus:ring-accent'}`;
  return (
    <div className="mt-2">
      <label htmlFor={id} className="block text-caption font-medium text-ink-2">
        Expires
      </label>
      <div className="mt-1 flex flex-wrap gap-2">
        <select
          id={id}
          value={draft.lasts}
          onChange={(event) => {
            const lasts = lifetimes.find((lifetime) => lifetime === event.target.value);
            if (lasts !== undefined) props.onChange({ lasts });
          }}
          aria-describedby={`${id}-message`}
          className={control}
        >
          {lifetimes.map((lifetime) =>
            lifetime !== 'kept' ? (
              <option key={lifetime} value={lifetime}>
                {words[lifetime]}
              </option>
            ) : (
              before !== undefined && (
                <option key={lifetime} value={lifetime}>
                  On {formatExact(before)}, as now
                </option>
              )
            ),
          )}
        </select>
        {draft.lasts === 'until' && (
          <input
            type="datetime-local"
            aria-label="Date and time, UTC"
            aria-invalid={isWrong || undefined}
            aria-describedby={`${id}-message`}
            value={draft.until}
            onChange={(event) => props.onChange({ until: event.target.value })}
            className={control}
          />
        )}
      </div>
      <FieldMessage
        id={`${id}-message`}
        error={error}
        hint={
          at === undefined || Number.isNaN(at)
            ? undefined
            : `${formatExact(at)}. The server removes it within a few minutes after that.`
        }
      />
    </div>
  );
}
