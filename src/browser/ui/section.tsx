import { Link as LinkIcon } from 'lucide-react';
import { type ReactNode, useId } from 'react';

/**
 * The only panel there is: a rule, a title, content; a region named by its heading. It is its own container, so the same
 * code serves a page column, a frame and a phone from 320 to 720 px. `id` is the fragment that links to it.
 */
export function Section(props: {
  id: string;
  title: string;
  meta?: ReactNode;
  action?: ReactNode;
  isEditing?: boolean;
  children: ReactNode;
}): ReactNode {
  const heading = useId();
  return (
    <section
      id={props.id}
      aria-labelledby={heading}
      tabIndex={-1}
      data-editing={props.isEditing || undefined}
      className={`group/section @container scroll-mt-16 border-t pt-2.5 outline-none ${props.isEditing ? 'border-accent shadow-[0_-1px_0_var(--color-accent)]' : 'border-line-strong'}`}
    >
      <header className="flex min-h-[26px] flex-wrap items-center gap-x-2">
        <h2
          id={heading}
          className="rounded-chip text-section whitespace-nowrap outline-offset-2 outline-focus group-focus-visible/section:outline-2"
        >
          {props.title}
        </h2>
        {props.meta !== undefined && <span className="text-small text-ink-3">{props.meta}</span>}
        <a
          href={`#${props.id}`}
          aria-label={`Link to ${props.title}`}
          className="rounded-chip p-1 text-ink-3 opacity-0 group-hover/section:opacity-100 focus-visible:opacity-100"
        >
          <LinkIcon className="size-3.5" strokeWidth={1.75} aria-hidden />
        </a>
        <span className="ml-auto flex items-center gap-1">{props.action}</span>
      </header>
      <div className="mt-1.5">{props.children}</div>
    </section>
  );
}

/** Rows of term and value, such as "OS: Linux, Debian 12". */
export function Facts(props: { rows: readonly (readonly [term: string, value: ReactNode])[] }): ReactNode {
  return (
    <dl className="grid grid-cols-[116px_minmax(0,1fr)] gap-x-3 text-small">
      {props.rows.map(([term, value]) => (
        <div key={term} className="col-span-2 grid grid-cols-subgrid">
          <dt className="py-[3px] text-ink-3">{term}</dt>
          <dd className="min-w-0 py-[3px] wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
