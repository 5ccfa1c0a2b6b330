import { countWords } from '#browser/device/editing/editor-buttons.tsx';
import { announce } from '#browser/ui/announcer.tsx';
import { Notice } from '#browser/ui/notice.tsx';
import { Mono } from '#browser/ui/text.tsx';
import { type ReactNode, useEffect } from 'react';
import { Command } from '#browser/ui/command.tsx';
import type { RouteNotice } from './staged-routes.ts';
import type { RouteChange } from './subnet-routes.schema.ts';

/** What someone else changed while the editor was open. */
export function ForeignNotice(props: { sentences: readonly string[] }): ReactNode {
  const text = props.sentences.join(' ');
  // The live region belongs to the document.
  useEffect(() => {
    if (text !== '') announce(text);
  }, [text]);
  if (text === '') return null;
  return (
    <div className="mb-1.5">
      <Notice kind="warn" title="The routes changed on the server.">
        {text}
      </Notice>
    </div>
  );
}

/** The lines that will change, and what is worth knowing about them before saving. */
export function StagedChanges(props: { changes: readonly RouteChange[]; notices: readonly RouteNotice[] }): ReactNode {
  const { changes } = props;
  if (changes.length === 0)
    return <p className="border-t border-line-strong pt-2 text-caption font-medium text-ink-3">No changes yet</p>;
  return (
    <>
      <div className="border-t border-line-strong pt-2">
        <p className="text-caption font-medium text-ink-3">{countWords(changes.length)}</p>
        <ul aria-label="Changes" className="mt-0.5">
          {changes.map((change) => (
            <ChangeLine key={`${change.kind} ${change.prefix}`} change={change} />
          ))}
        </ul>
      </div>
      <ul aria-label="Worth knowing" className="mt-2 flex flex-col gap-1.5">
        {props.notices.map((notice) => (
          <li key={`${notice.title} ${notice.body}`}>
            <Notice kind={notice.kind} title={notice.title}>
              {notice.body}{' '}
              {notice.section !== undefined && (
                <a
                  href={`#${notice.section.id}`}
                  className="font-medium whitespace-nowrap text-accent-ink underline underline-offset-3"
                >
                  {notice.section.words}
                </a>
              )}
              {notice.command !== undefined && <Command text={notice.command} />}
            </Notice>
          </li>
        ))}
      </ul>
    </>
  );
}

/** "+ 10.0.0.0/16 approve": green for what is granted, red for what is taken. */
function ChangeLine({ change }: { change: RouteChange }): ReactNode {
  const isApproval = change.kind === 'approve';
  return (
    <li className="flex items-baseline gap-2 py-0.5 text-small">
      <span
        aria-hidden
        className={`w-3 shrink-0 text-center font-mono font-semibold ${isApproval ? 'text-ok-ink' : 'text-bad-ink'}`}
      >
        {isApproval ? '+' : '−'}
      </span>
      {change.isExitNode ? <span>{change.prefix}</span> : <Mono className="wrap-anywhere">{change.prefix}</Mono>}
      <span className="text-ink-3">{change.kind}</span>
    </li>
  );
}
