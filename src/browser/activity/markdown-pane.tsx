import { useApi } from '#browser/api/api-context.ts';
import type { Entry } from '#browser/changes/change.ts';
import { Button } from '#browser/ui/button.tsx';
import { Checkbox } from '#browser/ui/checkbox.tsx';
import { copyText } from '#browser/ui/copied.ts';
import { Check, Copy, Download } from 'lucide-react';
import { Fragment, type ReactNode, useState } from 'react';
import { activityMarkdown } from './activity-markdown.ts';

/** The session's changes as they will be pasted, and as a file. */
export function MarkdownPane(props: { entries: readonly Entry[] }): ReactNode {
  const { entries } = props;
  const { session } = useApi();
  const [hasRequests, setRequests] = useState(true);
  const [hasFailed, setFailed] = useState(true);
  const markdown = activityMarkdown(entries, session.tailnet, { hasRequests, hasFailed });
  const [copied, setCopied] = useState<string>();
  return (
    <section
      aria-labelledby="markdown"
      className="flex min-w-0 flex-col px-6 max-lg:border-t max-lg:border-line-strong max-md:px-4 lg:overflow-y-auto"
    >
      <div className="flex min-h-14 flex-wrap items-center gap-2 py-2">
        <h2 id="markdown" className="text-section">
          Markdown
        </h2>
        <span className="ml-auto flex flex-wrap gap-2">
          <Button kind="ghost" size="wide" icon={Download} label="Download JSON" onClick={() => download(entries)}>
            Download
          </Button>
          <Button
            kind="primary"
            size="wide"
            icon={copied === markdown ? Check : Copy}
            onClick={() => void copyText(markdown).then((isDone) => setCopied(isDone ? markdown : undefined))}
          >
            Copy as Markdown
          </Button>
        </span>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 pb-3 text-small">
        <Checkbox label="Requests" isChecked={hasRequests} onChange={setRequests} />
        <Checkbox label="Failed changes" isChecked={hasFailed} onChange={setFailed} />
      </div>
      <pre className="border-t border-line-strong pt-3 pb-6 font-mono text-code-sm wrap-anywhere whitespace-pre-wrap text-ink-2">
        {markdown === '' ? 'Nothing to tell with these choices.' : <Lines text={markdown} />}
      </pre>
    </section>
  );
}

/** The text with its headings in the colour of headings. */
function Lines({ text }: { text: string }): ReactNode {
  const headings = [...text.matchAll(/^#+ .*$/gm)];
  return headings.map(({ 0: heading, index }, position) => (
    <Fragment key={index}>
      <span className="font-semibold text-ink">{heading}</span>
      {text.slice(index + heading.length, headings[position + 1]?.index)}
    </Fragment>
  ));
}

/** Hands the log over as a file; it holds what the page shows and no key. */
function download(entries: readonly Entry[]): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(entries, null, 2)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `tailboard-activity-${new Date().toISOString().slice(0, 10)}.json`;
  link.click();
  URL.revokeObjectURL(url);
}
