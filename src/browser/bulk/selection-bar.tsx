import type { ListedDevice } from '#contract/device-list.ts';
import { type Selection, useSelected } from '#browser/device-list/selection.ts';
import { announce } from '#browser/ui/announcer.tsx';
import { Button, IconButton } from '#browser/ui/button.tsx';
import { KeyRound, type LucideIcon, Network, ScanSearch, Tags, Trash2, UserCheck, X } from 'lucide-react';
import { useBulkReview } from './bulk-reviews.tsx';
import type { BulkWish } from './wish.ts';
import { type ReactNode, useMemo } from 'react';

const actions: readonly { readonly label: string; readonly icon: LucideIcon; readonly wish: BulkWish }[] = [
  { label: 'Tags', icon: Tags, wish: { kind: 'tags', add: [], remove: [] } },
  { label: 'Approve routes', icon: Network, wish: { kind: 'routes', isApproval: true, prefixes: 'all' } },
  { label: 'Key expiry', icon: KeyRound, wish: { kind: 'key-expiry', keyExpiryDisabled: true } },
  { label: 'Approve device', icon: UserCheck, wish: { kind: 'approval', authorized: true } },
  { label: 'Attribute', icon: ScanSearch, wish: { kind: 'posture', isDeletion: false, intent: undefined } },
  { label: 'Delete', icon: Trash2, wish: { kind: 'delete' } },
];

/** How many devices are selected, also outside of the filter, and what can be done with all of them. */
export function SelectionBar(props: {
  selection: Selection;
  /** The devices that the filter shows. */
  shown: readonly ListedDevice[];
}): ReactNode {
  const { selection, shown } = props;
  const { keys } = useSelected(selection);
  const openReview = useBulkReview();
  const inFilter = useMemo(() => shown.reduce((count, { key }) => count + (keys.has(key) ? 1 : 0), 0), [shown, keys]);
  const hidden = keys.size - inFilter;
  const clear = () => {
    selection.clear();
    announce('Nothing selected.');
    document.querySelector<HTMLElement>('[role$="grid"]')?.focus({ preventScroll: true });
  };
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
          All {shown.length} in this filter
        </Button>
      )}
      <span className="mx-1 h-5 w-px shrink-0 bg-line-strong" />
      {keys.size > 0 &&
        actions.map(({ label, icon, wish }) => (
          <Button
            key={label}
            kind="ghost"
            size="sm"
            icon={icon}
            className={wish.kind === 'delete' ? 'text-bad-ink!' : ''}
            onClick={() => openReview({ wish, devices: selection })}
          >
            {label}
          </Button>
        ))}
      <span className="mx-1 h-5 w-px shrink-0 bg-line-strong" />
      <IconButton icon={X} label="Clear selection" size="size-7" className="touch:size-touch" onClick={clear} />
    </div>
  );
}
