import { ArrowDown, ArrowUp, GripVertical } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { IconButton } from '#browser/ui/button.tsx';
import { Checkbox } from '#browser/ui/checkbox.tsx';
import { useKeptFocus } from '#browser/ui/use-kept-focus.ts';

/**
 * The columns of the table in their order. Its buttons move one up or down, and with the mouse it can be dragged.
 */
export function ChosenColumns(props: {
  columns: readonly string[];
  labelOf: (id: string) => string;
  /** False for a column that has left, as the window is too narrow for it. */
  isShown: (id: string) => boolean;
  onMove: (columns: readonly string[], words: string) => void;
  onRemove: (id: string) => void;
}): ReactNode {
  const { columns, labelOf } = props;
  const keepFocus = useKeptFocus(columns.join());
  const [dragged, setDragged] = useState<string | undefined>();
  const move = (id: string, to: number) => {
    if (to < 0 || to >= columns.length || columns[to] === id) return;
    const others = columns.filter((one) => one !== id);
    props.onMove(others.toSpliced(to, 0, id), `${labelOf(id)} is column ${to + 2}.`);
  };
  return (
    <>
      <h3 className="mt-2 text-caption font-medium text-ink-3">Shown, after Machine</h3>
      <ul aria-label="Shown columns" className="-mx-3 mt-1">
        {columns.map((id, place) => (
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- dragging is besides the buttons, which any key can press.
          <li
            key={id}
            draggable
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move';
              setDragged(id);
            }}
            onDragOver={(event) => {
              event.preventDefault();
              if (dragged !== undefined && dragged !== id) move(dragged, place);
            }}
            onDragEnd={() => setDragged(undefined)}
            className={`flex items-center gap-1.5 rounded-control px-3 text-small hover:bg-hover ${dragged === id ? 'bg-active' : ''}`}
          >
            <GripVertical className="size-3.5 shrink-0 text-ink-3" strokeWidth={1.75} aria-hidden />
            <div className="min-w-0 flex-1">
              <Checkbox
                label={labelOf(id)}
                {...(props.isShown(id) ? {} : { note: 'No room at this width' })}
                isStacked
                isChecked
                onChange={() => props.onRemove(id)}
              />
            </div>
            <IconButton
              icon={ArrowUp}
              label={`Move ${labelOf(id)} up`}
              iconSize="size-3.5"
              disabledReason={place === 0 ? 'It is the first.' : undefined}
              onClick={({ currentTarget }) => {
                keepFocus(currentTarget);
                move(id, place - 1);
              }}
            />
            <IconButton
              icon={ArrowDown}
              label={`Move ${labelOf(id)} down`}
              iconSize="size-3.5"
              disabledReason={place === columns.length - 1 ? 'It is the last.' : undefined}
              onClick={({ currentTarget }) => {
                keepFocus(currentTarget);
                move(id, place + 1);
              }}
            />
          </li>
        ))}
      </ul>
    </>
  );
}
