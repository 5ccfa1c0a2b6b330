import { LoaderCircle, Undo2, X } from 'lucide-react';
import type { ReactNode } from 'react';

/** How a chip stands: there, being added or removed, or named by the server as refused. */
export type ChipState = 'kept' | 'added' | 'removed' | 'refused';

const looks: Readonly<Record<ChipState, string>> = {
  kept: 'ring-line-strong',
  added: 'bg-ok-tint ring-ok/40',
  removed: 'bg-bad-tint ring-bad/40',
  refused: 'bg-bad-tint ring-2! ring-bad',
};
const shape = 'inline-flex min-h-5 max-w-full items-center rounded-chip font-mono text-code-sm ring-1 ring-inset';

function TagName(props: { tag: string; isStruck?: boolean }): ReactNode {
  const [prefix, name] = props.tag.startsWith('tag:') ? ['tag:', props.tag.slice(4)] : ['', props.tag];
  return (
    <span className={`wrap-anywhere ${props.isStruck ? 'line-through' : ''}`}>
      <span className={props.isStruck ? 'text-ink-2' : 'text-ink-3'}>{prefix}</span>
      {name}
    </span>
  );
}

/** The tags as they will be, those on their way marked. */
export function TagList(props: { confirmed: readonly string[]; shown: readonly string[] }): ReactNode {
  const { confirmed, shown } = props;
  const leaving = confirmed.filter((tag) => !shown.includes(tag));
  const tags = [...shown, ...leaving].toSorted();
  return (
    <ul aria-label="Tags" className="flex flex-wrap gap-1.5">
      {tags.map((tag) => {
        const isLeaving = leaving.includes(tag);
        const isComing = !confirmed.includes(tag);
        return (
          <li key={tag} className={`${shape} gap-1 px-1.5 ${looks.kept}`}>
            <TagName tag={tag} isStruck={isLeaving} />
            {(isLeaving || isComing) && (
              <>
                <LoaderCircle className="size-3 animate-spin text-ink-3" aria-hidden />
                <span className="sr-only">{isLeaving ? 'being removed' : 'being added'}</span>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** A tag that can be staged: its button removes it, or takes that back. */
export function StagedChip(props: {
  tag: string;
  state: ChipState;
  /** Why it cannot be removed, as a sentence; the button stays focusable and says so. */
  lockedReason: string | undefined;
  onPress: () => void;
}): ReactNode {
  const { tag, state, lockedReason } = props;
  const isRemoved = state === 'removed';
  const Icon = isRemoved ? Undo2 : X;
  const isLocked = lockedReason !== undefined && !isRemoved;
  return (
    <li className={`${shape} pl-1.5 touch:min-h-touch ${looks[state]}`}>
      <TagName tag={tag} isStruck={isRemoved} />
      {state !== 'kept' && <span className="sr-only">, {state}</span>}
      <button
        type="button"
        aria-label={isRemoved ? `Keep ${tag}` : `Remove ${tag}`}
        aria-disabled={isLocked || undefined}
        title={isLocked ? lockedReason : isRemoved ? `Keep ${tag}` : `Remove ${tag}`}
        onClick={() => {
          if (!isLocked) props.onPress();
        }}
        // The field below takes a press in its free space.
        onMouseDown={(event) => event.stopPropagation()}
        className={`inline-flex h-5 w-[22px] items-center justify-center rounded-chip touch:size-touch ${isRemoved ? 'text-ink-2' : 'text-ink-3'} ${isLocked ? 'cursor-not-allowed opacity-50' : 'hover:text-ink'}`}
      >
        <Icon className="size-3" strokeWidth={2} aria-hidden />
      </button>
    </li>
  );
}
