import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';

/** A command for a terminal, to be read whole and copied. */
export function Command(props: { text: string }): ReactNode {
  return (
    <span className="mt-1.5 flex items-start gap-2 rounded-control bg-sunken py-1.5 pr-1.5 pl-2.5">
      <code className="min-w-0 flex-1 font-mono text-code-sm leading-5 wrap-anywhere text-ink">
        <CommandText text={props.text} />
      </code>
      <CopyButton text={props.text} label="Copy command" className="my-[-2px]!" />
    </span>
  );
}

/** Breaks after the commas of a list rather than inside of a prefix. */
function CommandText({ text }: { text: string }): ReactNode {
  const parts = text.split(/(?<=[,=])/);
  return parts.reduce<ReactNode>(
    (before, part) =>
      before === null ? (
        part
      ) : (
        <>
          {before}
          <wbr />
          {part}
        </>
      ),
    null,
  );
}
