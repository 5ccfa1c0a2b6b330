import type { ListedDevice } from '#contract/device-list.ts';
import { useMedia } from '#browser/ui/use-media.ts';
import { useCommands } from '#browser/commands/use-commands.ts';
import { type Selection, useSelected } from '#browser/device-list/selection.ts';
import { announce } from '#browser/ui/announcer.tsx';
import { Button, IconButton } from '#browser/ui/button.tsx';
import { KeyRound, type LucideIcon, Network, ScanSearch, Tags, Trash2, UserCheck, X } from 'lucide-react';
import { useBulkReview } from './bulk-reviews.tsx';
import type { BulkWish } from './wish.ts';
import { type ReactNode, useMemo } from 'react';

type Action = {
  readonly label: string;
  /** What it is called where no selection stands beside it. */
  readonly title: string;
  readonly words?: string;
  readonly icon: LucideIcon;
  readonly wish: BulkWish;
};

const routes = { icon: Network, wish: { kind: 'routes', isApproval: true, prefixes: 'all' } } as const;
const expiry = { icon: KeyRound, wish: { kind: 'key-expiry', keyExpiryDisabled: true } } as const;
const approval = { icon: UserCheck, wish: { kind: 'approval', authorized: true } } as const;
const attribute = { icon: ScanSearch, wish: { kind: 'posture', isDeletion: false, intent: undefined } } as const;

const actions: readonly Action[] = [
  { label: 'Tags', title: 'Change tags', icon: Tags, wish: { kind: 'tags', add: [], remove: [] } },
  { label: 'Approve routes', title: 'Approve or withdraw routes', ...routes },
  { label: 'Key expiry', title: 'Turn key expiry on or off, or expire keys', words: 'disable enable now', ...expiry },
  { label: 'Approve device', title: 'Approve devices, or revoke', ...approval },
  { label: 'Attribute', title: 'Set or delete a posture attribute', words: 'custom', ...attribute },
  { label: 'Delete', title: 'Delete devices', words: 'remove', icon: Trash2, wish: { kind: 'delete' } },
];

// Sizes that stand nowhere else are written here: the first page loads all classes.
const rule = { width: 1, height: 20, marginInline: 4, flexShrink: 0, background: 'var(--color-line-strong)' };

/** How many devices are selected, also outside of the filter, and what can be done with all of them. */
export function SelectionBar(props: {
  selection: Selection;
  /** The devices that the filter shows. */
  shown: readonly ListedDevice[];
}): ReactNode {
  const { selection, shown } = props;
  const { keys } = useSelected(selection);
  const openReview = useBulkReview();
  const isPhone = useMedia('(width < 760px)');
  const inFilter = useMemo(() => shown.reduce((count, { key }) => count + (keys.has(key) ? 1 : 0), 0), [shown, keys]);
  const hidden = keys.size - inFilter;
  const clear = () => {
    selection.clear();
    announce('Nothing selected.');
    document.querySelector<HTMLElement>('[role$="grid"]')?.focus({ preventScroll: true });
  };
  useCommands(() => [
    ...actions.map(({ label, title, words, wish }) => ({
      id: `selection:${label}`,
      title,
      kind: 'Action' as const,
      of: keys.size === 1 ? '1 selected device' : `${keys.size} selected devices`,
      run: () => openReview({ wish, devices: selection }),
      ...(words === undefined ? {} : { words }),
    })),
    { id: 'selection:clear', title: 'Clear selection', kind: 'Action', keys: 'letGo', run: clear },
  ]);
  return (
    <div
      role="toolbar"
      aria-label="Bulk actions"
      style={
        isPhone
          ? { bottom: 8, insetInline: 8, height: 56 }
          : { bottom: 20, left: 32, height: 44, maxWidth: 'calc(100% - 64px)' }
      }
      className="absolute z-10 flex items-center gap-0.5 overflow-x-auto rounded-layer bg-raised px-1.5 shadow-bar"
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
      <span style={rule} />
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
      <span style={rule} />
      <IconButton icon={X} label="Clear selection" size="size-7" className="touch:size-touch" onClick={clear} />
    </div>
  );
}
