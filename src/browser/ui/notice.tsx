import { Check, CircleAlert, Info, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { keepFocus } from './keep-focus.ts';

const looks: Readonly<Record<'info' | 'warn' | 'bad' | 'ok', readonly [LucideIcon, string, string]>> = {
  info: [Info, '-mx-3', 'text-ink-3'],
  warn: [TriangleAlert, 'bg-warn-tint', 'text-warn-ink'],
  bad: [CircleAlert, 'bg-bad-tint', 'text-bad-ink'],
  ok: [Check, 'bg-ok-tint', 'text-ok-ink'],
};

/** State, then consequence, then way out. Only warn, bad and ok are filled; a bad one is announced at once. */
export function Notice(props: {
  kind: keyof typeof looks;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}): ReactNode {
  const [Icon, fill, ink] = looks[props.kind];
  return (
    <div
      ref={keepFocus}
      role={props.kind === 'bad' ? 'alert' : undefined}
      className={`flex items-start gap-2 rounded-control px-3 py-2 text-small ${fill}`}
    >
      <Icon className={`mt-0.5 size-4 shrink-0 ${ink}`} strokeWidth={1.75} aria-hidden />
      <div className="min-w-0 flex-1 wrap-anywhere">
        <span className="font-medium">{props.title}</span> {/* A div, as details and lists may stand here. */}
        {props.children !== undefined && <div className="inline text-ink-2">{props.children}</div>}
      </div>
      {props.action}
    </div>
  );
}
