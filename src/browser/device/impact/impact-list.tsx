import { type Impact, consoleSentence, impactSentences } from './impact.ts';
import { Notice } from '#browser/ui/notice.tsx';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

/** What hangs on a device, a line each, and whether the person may lose this page; nothing where nothing does. */
export function ImpactList(props: {
  impact: Impact;
  /** Sentences of one action alone, after those of the impact. */
  more?: readonly string[];
}): ReactNode {
  const { impact, more = [] } = props;
  const sentences = [...impactSentences(impact), ...more];
  const path = consoleSentence(impact);
  return (
    <>
      {sentences.length > 0 && (
        <ul className="mt-2.5 flex flex-col gap-1 text-small">
          {sentences.map((sentence) => (
            <li key={sentence} className="flex gap-2">
              <TriangleAlert className="mt-0.5 size-4 shrink-0 text-warn-ink" strokeWidth={1.75} aria-hidden />
              <span className="min-w-0 wrap-anywhere">{sentence}</span>
            </li>
          ))}
        </ul>
      )}
      {path !== undefined && (
        <div className="mt-2.5">
          <Notice kind="warn" title="You may lose this page.">
            {path}
          </Notice>
        </div>
      )}
    </>
  );
}
