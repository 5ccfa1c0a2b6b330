import type { View } from '#contract/views.ts';
import { ArrowDown, ArrowUp, Check, Pencil, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button, IconButton } from '#browser/ui/button.tsx';
import { basePath } from '#browser/place.ts';
import { Field } from '#browser/ui/field.tsx';

/** A view as a link; those of this browser can be moved, renamed and deleted besides. */
export function ViewRow(props: {
  view: View;
  isCurrent: boolean;
  onOpen: () => void;
  isFirst?: boolean;
  isLast?: boolean;
  isTaken?: (name: string) => boolean;
  onRename?: (name: string) => void;
  onMove?: (by: -1 | 1, button: HTMLElement) => void;
  onDelete?: () => void;
}): ReactNode {
  const { view, onRename, onMove, onDelete } = props;
  const [renamed, setRenamed] = useState<string | undefined>();
  if (renamed !== undefined && onRename !== undefined) {
    const name = renamed.trim();
    const error =
      name === '' || name.length > 80
        ? 'Use a name of 1 to 80 characters.'
        : props.isTaken?.(name)
          ? 'Another view has this name.'
          : undefined;
    const rename = () => {
      if (error !== undefined) return;
      setRenamed(undefined);
      if (name !== view.name) onRename(name);
    };
    return (
      <li className="px-3 py-1">
        <Field
          label={`New name of ${view.name}`}
          value={renamed}
          onChange={setRenamed}
          error={error}
          onEnter={rename}
          // The button that was pressed is gone, and typing is what comes next.
          ref={(input) => input?.focus()}
          action={<Button onClick={rename}>Rename</Button>}
        />
      </li>
    );
  }
  return (
    <li className="flex items-center rounded-control hover:bg-hover">
      <a
        href={basePath() + view.url}
        aria-current={props.isCurrent ? 'true' : undefined}
        onClick={(event) => {
          if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
          event.preventDefault();
          props.onOpen();
        }}
        className="flex min-w-0 flex-1 items-center gap-1.5 rounded-control px-3 py-1 text-small touch:py-3"
      >
        <span className="truncate">{view.name}</span>
        {props.isCurrent && <Check className="size-3.5 shrink-0 text-ink-3" strokeWidth={2.25} aria-hidden />}
      </a>
      {onMove !== undefined && (
        <>
          <IconButton
            icon={ArrowUp}
            label={`Move ${view.name} up`}
            iconSize="size-3.5"
            disabledReason={props.isFirst === true ? 'It is the first.' : undefined}
            onClick={({ currentTarget }) => onMove(-1, currentTarget)}
          />
          <IconButton
            icon={ArrowDown}
            label={`Move ${view.name} down`}
            iconSize="size-3.5"
            disabledReason={props.isLast === true ? 'It is the last.' : undefined}
            onClick={({ currentTarget }) => onMove(1, currentTarget)}
          />
        </>
      )}
      {onRename !== undefined && (
        <IconButton
          icon={Pencil}
          label={`Rename ${view.name}`}
          iconSize="size-3.5"
          onClick={() => setRenamed(view.name)}
        />
      )}
      {onDelete !== undefined && (
        <IconButton icon={Trash2} label={`Delete ${view.name}`} iconSize="size-3.5" onClick={onDelete} />
      )}
    </li>
  );
}
