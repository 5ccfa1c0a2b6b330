import { Check, ChevronDown, ChevronRight, Copy } from 'lucide-react';
import { Fragment, type ReactNode, useId, useState } from 'react';
import { Button } from './button.tsx';
import { useCopied } from './copied.ts';

/** A request as people read it: method, path below the origin of the API, body as JSON, and the same as text to take along. */
export type ShownRequest = {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly curl: string;
  /** The same state as Terraform; where no resource has it, the sentence that says so. */
  readonly terraform?: string | { readonly none: string };
  /** The same as a step of a runbook, in Markdown. */
  readonly runbookStep?: string;
};

/**
 * What will be sent, before it is sent. `changed` are the values of the body that differ from what the server has; they
 * stand out in green. `note` says what the request does as a whole. `isOpenAtFirst` is false where many stand together.
 * `isShort` is for a request that was sent: nothing to fold, and the body in one line.
 */
export function RequestPreview(props: {
  request: ShownRequest;
  changed?: ReadonlySet<string>;
  note?: string;
  isOpenAtFirst?: boolean;
  isShort?: boolean;
}): ReactNode {
  const { request, changed, note, isShort = false } = props;
  const bodyId = useId();
  const [isOpen, setOpen] = useState(props.isOpenAtFirst ?? true);
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <div className="mt-3 overflow-hidden rounded-control bg-sunken">
      <div className={`flex items-start gap-2 py-1 pr-1 text-small ${isShort ? 'pl-3' : 'pl-1'}`}>
        {!isShort && (
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
        )}
        <span
          className={`mt-[3px] -ml-0.5 font-mono text-code-sm leading-5 font-semibold touch:mt-3 ${request.method === 'DELETE' ? 'text-bad-ink' : ''}`}
        >
          {request.method}
        </span>
        <span className="mt-[3px] min-w-0 flex-1 font-mono text-code-sm leading-5 wrap-break-word text-ink-2 touch:mt-3">
          <PathText path={request.path} />
        </span>
        <CopyAs form="curl" text={request.curl} />
      </div>
      <div id={bodyId} hidden={!isOpen}>
        {request.body !== undefined && (
          <pre
            className={`border-t border-line px-2.5 py-2 font-mono text-code-sm whitespace-pre-wrap ${isShort ? 'wrap-anywhere' : 'break-all'}`}
          >
            {isShort ? inOneLine(request.body) : <BodyText body={request.body} changed={changed ?? new Set()} />}
          </pre>
        )}
        {note !== undefined && <p className="border-t border-line px-2.5 py-1.5 text-caption text-ink-3">{note}</p>}
        <OtherForms request={request} />
      </div>
    </div>
  );
}

/** The request in the forms that are kept: Terraform and a runbook step; nothing where neither is given. */
function OtherForms({ request }: { request: ShownRequest }): ReactNode {
  const { terraform, runbookStep } = request;
  if (terraform === undefined && runbookStep === undefined) return null;
  const none = typeof terraform === 'object' ? terraform.none : undefined;
  return (
    <div className="flex flex-wrap items-center border-t border-line py-0.5 pr-1 pl-2.5 text-caption text-ink-3">
      {none !== undefined && <p className="w-full py-1">{none}</p>}
      <span className="mr-1">Copy as</span>
      {typeof terraform === 'string' && <CopyAs form="Terraform" text={terraform} />}
      {runbookStep !== undefined && <CopyAs form="runbook step" text={runbookStep} />}
    </div>
  );
}

/** A path that breaks after its slashes and is never cut. */
function PathText({ path }: { path: string }): ReactNode {
  return piecesOf(path, '/').map(({ start, text }) => (
    <Fragment key={start}>
      {start > 0 && (
        <>
          /<wbr />
        </>
      )}
      {text}
    </Fragment>
  ));
}

function BodyText(props: { body: unknown; changed: ReadonlySet<string> }): ReactNode {
  return piecesOf(JSON.stringify(props.body, null, 2), '\n').map(({ start, text }) => {
    const [, before = '', value = '', after = ''] = /^(\s*")(.*)("\s*,?)$/.exec(text) ?? [];
    const isChanged = value !== '' && props.changed.has(value);
    return (
      <Fragment key={start}>
        {start > 0 && '\n'}
        {isChanged ? before : text}
        {isChanged && <span className="font-semibold text-ok-ink">{value}</span>}
        {isChanged && after}
      </Fragment>
    );
  });
}

/** JSON with room to read, in one line: { "routes": ["10.0.0.0/16", "::/0"] }. */
function inOneLine(json: unknown): string {
  if (Array.isArray(json)) return `[${json.map(inOneLine).join(', ')}]`;
  if (typeof json !== 'object' || json === null) return JSON.stringify(json);
  const members = Object.entries(json).map(([name, value]) => `${JSON.stringify(name)}: ${inOneLine(value)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** The pieces of a text between separators of one letter, each with the place where it starts, which tells equal ones apart. */
function piecesOf(text: string, separator: string): readonly { readonly start: number; readonly text: string }[] {
  let start = 0;
  return text.split(separator).map((piece) => {
    const found = { start, text: piece };
    start += piece.length + 1;
    return found;
  });
}

function CopyAs(props: { form: 'curl' | 'Terraform' | 'runbook step'; text: string }): ReactNode {
  const { form, text } = props;
  const [isCopied, copy] = useCopied();
  return (
    <Button
      kind="ghost"
      size="sm"
      icon={isCopied ? Check : Copy}
      label={isCopied ? `Copied as ${form}` : `Copy as ${form}`}
      className="px-2!"
      onClick={() => copy(text)}
    >
      {form === 'runbook step' ? 'Runbook step' : form}
    </Button>
  );
}
