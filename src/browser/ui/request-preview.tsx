import { Check, ChevronDown, ChevronRight, Copy } from 'lucide-react';
import { Fragment, type ReactNode, useEffect, useId, useState } from 'react';
import { Button } from './button.tsx';
import { copyText } from './copy-button.tsx';

/** A request as people read it: method, path below the origin of the API, body as JSON, and the same as a command. */
export type ShownRequest = {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly curl: string;
};

/**
 * What will be sent, before it is sent. `changed` are the values of the body that differ from what the server has; they
 * stand out in green. `note` says what the request does as a whole.
 */
export function RequestPreview(props: {
  request: ShownRequest;
  changed?: ReadonlySet<string>;
  note?: string;
}): ReactNode {
  const { request, changed, note } = props;
  const bodyId = useId();
  const [isOpen, setOpen] = useState(true);
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <div className="mt-3 overflow-hidden rounded-control bg-sunken">
      <div className="flex items-start gap-2 py-1 pr-1 pl-1 text-small">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={bodyId}
          aria-label="Request body"
          title={isOpen ? 'Hide the request body' : 'Show the request body'}
          onClick={() => setOpen(!isOpen)}
          className="inline-flex size-6 shrink-0 items-center justify-center rounded-control text-ink-3 hover:bg-active hover:text-ink touch:size-touch"
        >
          <Chevron className="size-3.5" strokeWidth={1.75} aria-hidden />
        </button>
        <span className="mt-[3px] -ml-0.5 font-mono text-code-sm leading-5 font-semibold">{request.method}</span>
        <span className="mt-[3px] min-w-0 flex-1 font-mono text-code-sm leading-5 wrap-break-word text-ink-2">
          <PathText path={request.path} />
        </span>
        <CopyCurl curl={request.curl} />
      </div>
      <div id={bodyId} hidden={!isOpen}>
        {request.body !== undefined && (
          <pre className="border-t border-line px-2.5 py-2 font-mono text-code-sm wrap-anywhere whitespace-pre-wrap">
            <BodyText body={request.body} changed={changed ?? new Set()} />
          </pre>
        )}
        {note !== undefined && <p className="border-t border-line px-2.5 py-1.5 text-caption text-ink-3">{note}</p>}
      </div>
    </div>
  );
}

/** A path that breaks after its slashes and is never cut. */
function PathText({ path }: { path: string }): ReactNode {
  return path.split('/').map((part, position) => (
    // eslint-disable-next-line react/no-array-index-key -- the parts of a path have no identity but their position
    <Fragment key={position}>
      {position > 0 && (
        <>
          /<wbr />
        </>
      )}
      {part}
    </Fragment>
  ));
}

function BodyText(props: { body: unknown; changed: ReadonlySet<string> }): ReactNode {
  const lines = JSON.stringify(props.body, null, 2).split('\n');
  return lines.map((line, position) => {
    const [, before = '', value = '', after = ''] = /^(\s*")(.*)("\s*,?)$/.exec(line) ?? [];
    const isChanged = value !== '' && props.changed.has(value);
    return (
      // eslint-disable-next-line react/no-array-index-key -- the lines of a text have no identity but their position
      <Fragment key={position}>
        {position > 0 && '\n'}
        {isChanged ? before : line}
        {isChanged && <span className="font-semibold text-ok-ink">{value}</span>}
        {isChanged && after}
      </Fragment>
    );
  });
}

function CopyCurl({ curl }: { curl: string }): ReactNode {
  const [isCopied, setCopied] = useState(false);
  // The timer lives outside React; it ends with the component.
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return (
    <Button
      kind="ghost"
      size="sm"
      icon={isCopied ? Check : Copy}
      label={isCopied ? 'Copied as curl' : 'Copy as curl'}
      className="px-2!"
      onClick={() => void copyText(curl).then(setCopied)}
    >
      curl
    </Button>
  );
}
