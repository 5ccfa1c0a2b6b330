import type { ReactNode } from 'react';

/** What one would paste into a terminal: an address, a prefix, a key. */
export function Mono(props: { children: ReactNode; className?: string }): ReactNode {
  return <span className={`font-mono text-code ${props.className ?? ''}`}>{props.children}</span>;
}

/** Tags as plain text with a grey `tag:`; at most `most`, the rest counted. Names come without their prefix. */
export function TagText(props: { tags: readonly string[]; most?: number }): ReactNode {
  const { tags, most = 3 } = props;
  return (
    <span className="flex min-w-0 gap-x-2.5 truncate font-mono text-code">
      {tags.slice(0, most).map((tag) => (
        <span key={tag}>
          <span className="text-ink-3">tag:</span>
          {tag}
        </span>
      ))}
      {tags.length > most && <span className="text-ink-3">+{tags.length - most}</span>}
    </span>
  );
}

/** A login name whose domain is grey, as everybody's is the same. */
export function Owner(props: { login: string }): ReactNode {
  const at = props.login.indexOf('@');
  if (at === -1) return <span className="truncate">{props.login}</span>;
  return (
    <span className="truncate">
      {props.login.slice(0, at)}
      <span className="text-ink-3">{props.login.slice(at)}</span>
    </span>
  );
}

/** One key of the keyboard, as a hint beside what it does. */
export function Key(props: { children: string }): ReactNode {
  return (
    <kbd
      aria-hidden
      className="inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-chip px-1 font-sans text-caption leading-none text-ink-3 ring-1 ring-line-strong ring-inset touch:hidden"
    >
      {props.children}
    </kbd>
  );
}
