import { ArrowUpRight } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { basePath } from '#browser/place.ts';
import { Age } from '#browser/shell/freshness.tsx';

/** An embed page: a line that says what it is of, its content, and a line that says of which tailnet and how fresh. */
export function EmbedFrame(props: {
  /** The title of the document: what a screen reader calls the frame's content. */
  title: string;
  /** What the head holds besides the way to the console, the page's heading in it. */
  head: ReactNode;
  /** Where the same is in the console, as a path below the base path. */
  consolePath: string;
  /** How people call the tailnet; "" when that was not configured. */
  tailnet: string;
  /** Milliseconds since 1970; 0 while nothing is there yet. */
  updatedAt: number;
  children: ReactNode;
}): ReactNode {
  const { title } = props;
  // The document's title is outside of React.
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <>
      <header className="flex h-10 items-center gap-2 px-4 text-small">
        {props.head}
        <ConsoleLink path={props.consolePath}>
          Open<span className="max-[479px]:sr-only"> in Tailboard</span>
        </ConsoleLink>
      </header>
      <main className="px-4 pb-3">{props.children}</main>
      <footer className="flex h-8 items-center gap-2 border-t border-line px-4 text-caption text-ink-3">
        <span className="truncate">{props.tailnet || 'This tailnet'}</span>
        <span className="ml-auto shrink-0">
          <Age updatedAt={props.updatedAt} />
        </span>
      </footer>
    </>
  );
}

/** The way to the console, in a tab of its own: in the frame there is no room, and the page around it would go. */
function ConsoleLink(props: { path: string; children: ReactNode }): ReactNode {
  return (
    <a
      href={basePath() + props.path}
      target="_blank"
      rel="noopener"
      className="ml-auto inline-flex shrink-0 items-center gap-1 rounded-chip py-1 text-accent-ink hover:underline"
    >
      <span>{props.children}</span>
      <ArrowUpRight className="size-3.5" strokeWidth={1.75} aria-hidden />
    </a>
  );
}
