import type { ReactNode } from 'react';

/** What one would paste into a terminal: an address, a prefix, a key. */
export function Mono(props: { children: ReactNode; className?: string }): ReactNode {
  return <span className={`font-mono text-code ${props.className ?? ''}`}>{props.children}</span>;
}

/** CSS px of a letter of the type in which tags are set, where a screen sets letters on whole px; and between two tags. */
const letter = 8;
const tagGap = 10;

/**
 * Tags as plain text with a grey `tag:`; at most `most`, and where the px that they have are known, none that does not fit
 * whole beside the first; the rest counted. Names come without their prefix.
 */
export function TagText(props: { tags: readonly string[]; most?: number; room?: number | undefined }): ReactNode {
  const { tags, most = 3, room = Infinity } = props;
  let count = Math.min(most, tags.length);
  while (count > 1 && widthOf(tags, count) > room) count--;
  return (
    <span
      title={count < tags.length ? tags.map((tag) => `tag:${tag}`).join(' ') : undefined}
      className="flex min-w-0 gap-x-2.5 truncate font-mono text-code"
    >
      {tags.slice(0, count).map((tag) => (
        <span key={tag} className={count === 1 ? 'truncate' : undefined}>
          <span className="text-ink-3">tag:</span>
          {tag}
        </span>
      ))}
      {tags.length > count && <span className="text-ink-3">+{tags.length - count}</span>}
    </span>
  );
}

/** How wide the first so many tags are, with the count of the others. */
function widthOf(tags: readonly string[], count: number): number {
  const shown = tags
    .slice(0, count)
    .reduce((sum, tag) => sum + ('tag:'.length + tag.length) * letter + tagGap, -tagGap);
  return count === tags.length ? shown : shown + tagGap + `+${tags.length - count}`.length * letter;
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
