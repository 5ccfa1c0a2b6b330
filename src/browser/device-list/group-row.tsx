import { ChevronDown, ChevronRight } from 'lucide-react';
import { type ReactNode, memo } from 'react';
import { Mono, Owner, TagText } from '#browser/ui/text.tsx';
import type { Group } from './rows.ts';

/** The head of a group: what its devices have in common, and how many they are. A press folds it up and out. */
export const GroupRow = memo(function GroupRow(props: {
  id: string;
  group: Group;
  /** How many groups there are. */
  size: number;
  position: number;
  /** Its place among the lines; undefined for the one that stays at the upper edge. */
  top: number | undefined;
  isActive: boolean;
  onToggle: (group: Group) => void;
}): ReactNode {
  const { group } = props;
  const Fold = group.isClosed ? ChevronRight : ChevronDown;
  return (
    <tr
      id={props.id}
      aria-rowindex={props.position + 2}
      aria-level={1}
      aria-posinset={group.position + 1}
      aria-setsize={props.size}
      aria-expanded={!group.isClosed}
      style={props.top === undefined ? undefined : { transform: `translateY(${props.top}px)` }}
      className={`${props.top === undefined ? 'sticky top-8 z-10 bg-canvas max-md:top-0' : 'absolute inset-x-0 top-0'} flex h-row items-center border-b border-line-strong px-gutter max-md:px-4 ${props.isActive ? 'bg-hover in-[table:focus-visible]:shadow-[inset_2px_0_0_var(--color-accent)] forced-colors:-outline-offset-2 forced-colors:in-[table:focus-visible]:outline-2' : 'hover:bg-hover'}`}
    >
      <th scope="rowgroup" className="flex min-w-0 flex-1 text-left font-normal">
        <button
          type="button"
          tabIndex={-1}
          onClick={() => props.onToggle(group)}
          className="flex h-row min-w-0 flex-1 items-center gap-2.5 text-left text-small font-medium"
        >
          <Fold className="size-3.5 text-ink-3" strokeWidth={1.75} aria-hidden />
          <GroupName group={group} />
          <span className="figures text-caption font-normal text-ink-3">
            {group.devices.length.toLocaleString('en')}
            <span className="sr-only">{group.devices.length === 1 ? ' device' : ' devices'}</span>
          </span>
        </button>
      </th>
    </tr>
  );
});

/** What the devices of a group have in common, as its head names it. */
export function GroupName({ group }: { group: Group }): ReactNode {
  const { by, label } = group;
  if (by === 'tag') return <TagText tags={[label]} />;
  if (by === 'owner') return <Owner login={label} />;
  if (by === undefined || by === 'os') return <span className="truncate">{label}</span>;
  return (
    <span className="truncate">
      <span className="font-normal text-ink-3">{by.replace(/^custom:/, '')}</span> <Mono>{label}</Mono>
    </span>
  );
}
