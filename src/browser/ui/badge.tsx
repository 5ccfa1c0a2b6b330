import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

const tints = {
  warn: 'bg-warn-tint text-warn-ink',
  bad: 'bg-bad-tint text-bad-ink',
  ok: 'bg-ok-tint text-ok-ink',
  plain: 'bg-active text-ink-2',
} as const;

/** A loud word: something waits or is broken. A plain fact is grey text, never a badge. */
export function Badge(props: { kind: keyof typeof tints; icon?: LucideIcon; children: ReactNode }): ReactNode {
  const { icon: Icon } = props;
  return (
    <span
      className={`inline-flex h-5 items-center gap-1 rounded-chip px-1.5 text-caption font-medium whitespace-nowrap ${tints[props.kind]}`}
    >
      {Icon && <Icon className="size-3" strokeWidth={2} aria-hidden />}
      {props.children}
    </span>
  );
}
