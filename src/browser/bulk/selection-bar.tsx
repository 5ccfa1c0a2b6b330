import type { ListedDevice } from '#contract/device-list.ts';
import { type Selection, useSelected } from '#browser/device-list/selection.ts';
import { announce } from '#browser/ui/announcer.tsx';
import { Button, IconButton } from '#browser/ui/button.tsx';
import { X } from 'lucide-react';
import { type ReactNode, useEffect, useEffectEvent, useMemo } from 'react';

/** How many devices are selected, also outside of the filter, and what can be done with all of them. */
export function SelectionBar(props: {
  selection: Selection;
  /** The devices that the filter shows. */
  shown: readonly ListedDevice[];
}): ReactNode {
  const { selection, shown } = props;
  const { keys } = useSelected(selection);
  const inFilter = useMemo(() => shown.reduce((count, { key }) => count + (keys.has(key) ? 1 : 0), 0), [shown, keys]);
  const hidden = keys.size - inFilter;
  const clear = () => {
    selection.clear();
    announce('Nothing selected.');
    document.querySelector<HTMLElement>('[role="grid"]')?.focus({ preventScroll: true });
  };
  const onEscape = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || isBusyElsewhere(event.target)) return;
    event.preventDefault();
    clear();
  });
  // Escape lets go wherever the focus is on the page, so it is heard on the document.
  useEffect(() => {
    document.addEventListener('keydown', onEscape);
    return () => document.removeEventListener('keydown', onEscape);
  }, []);
  return (
    <div
      role="toolbar"
      aria-label="Bulk actions"
      className="absolute bottom-5 left-gutter z-20 flex h-11 max-w-[calc(100%-64px)] items-center gap-0.5 overflow-x-auto rounded-layer bg-raised px-1.5 shadow-bar max-md:inset-x-2 max-md:bottom-2 max-md:max-w-none touch:h-14"
    >
      <span className="figures px-2 text-small font-medium whitespace-nowrap">
        {keys.size} selected
        {hidden > 0 && <span className="font-normal text-ink-3">, {hidden} not in this filter</span>}
      </span>
      {inFilter < shown.length && (
        <Button
          kind="ghost"
          size="sm"
          onClick={() => {
            selection.addAll(shown);
            announce(`${selection.now().keys.size} selected.`);
          }}
        >
          Select all {shown.length} in this filter
        </Button>
      )}
      <span className="mx-1 h-5 w-px shrink-0 bg-line-strong" />
      <IconButton icon={X} label="Clear selection" size="size-7" className="touch:size-touch" onClick={clear} />
    </div>
  );
}

/** True where Escape belongs to something nearer: a field, a dialog, a menu, a panel that is open. */
function isBusyElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector('dialog:modal, [role="menu"]') !== null) return true;
  return target instanceof Element && target.closest('input:not([type="checkbox"]), textarea, aside') !== null;
}
