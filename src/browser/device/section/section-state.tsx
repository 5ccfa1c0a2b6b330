import { CatchBoundary, type ErrorComponentProps } from '@tanstack/react-router';
import { RotateCw } from 'lucide-react';
import { type ReactNode, createContext, use, useMemo } from 'react';
import { Button } from '#browser/ui/button.tsx';
import { Section } from '#browser/ui/section.tsx';
import { useNow } from '#browser/ui/use-now.ts';
import { formatAgo } from '#browser/device/moment.ts';
import { type Failure, type Subject, describeFailure } from './section-failure.ts';
import type { SectionSource } from './section-source.ts';
import { TimeText } from '#browser/device/time-text.tsx';

/**
 * A section of one answer of the server: bars while it is on its way, its failure in its own place with a way to try
 * again, and an older answer kept under the failure.
 */
export function SourcedSection<Data>(props: {
  id: string;
  title: string;
  source: SectionSource<Data>;
  subject: Subject;
  /** Width of each bar in px, in the shape of what will come. */
  bars: readonly number[];
  meta?: (data: Data) => ReactNode;
  /** Shown while nothing is wrong; a failure puts its own way out there. */
  action?: ReactNode;
  /** What the last good answer was, in a few words: "2 invites". */
  summary?: (data: Data) => string;
  children: (data: Data) => ReactNode;
}): ReactNode {
  const { id, title, source } = props;
  const { data, error } = source;
  const failure = error === undefined ? undefined : describeFailure(error, props.subject);
  return (
    <Section
      id={id}
      title={title}
      meta={failure === undefined ? data !== undefined && props.meta?.(data) : failure.meta}
      action={failure === undefined ? props.action : failure.isBroken && <TryAgain title={title} source={source} />}
    >
      {failure !== undefined && (
        <FailureText
          failure={failure}
          loadedAt={source.loadedAt}
          summary={data === undefined ? undefined : props.summary?.(data)}
        />
      )}
      {data !== undefined && <div className={failure === undefined ? '' : 'mt-2'}>{props.children(data)}</div>}
      {data === undefined && failure === undefined && <Bars widths={props.bars} />}
    </Section>
  );
}

/** The button that asks again for one section. */
export function TryAgain(props: {
  title: string;
  source: Pick<SectionSource<unknown>, 'isFetching' | 'retry'>;
}): ReactNode {
  return (
    <Button
      kind="ghost"
      size="sm"
      icon={RotateCw}
      className="-mr-2.5"
      label={`Try again: ${props.title}`}
      isBusy={props.source.isFetching}
      onClick={props.source.retry}
    >
      Try again
    </Button>
  );
}

/** What is wrong, what the server said of it, and how old the last good answer is. */
function FailureText(props: {
  failure: Failure;
  loadedAt?: number | undefined;
  summary?: string | undefined;
}): ReactNode {
  const { failure, loadedAt, summary } = props;
  const now = useNow(10_000);
  return (
    <div role={failure.isBroken ? 'status' : undefined} className="text-small wrap-anywhere">
      <p className={failure.isBroken ? 'text-bad-ink' : ''}>{failure.title}</p>
      {failure.detail !== undefined && <p className="text-ink-3">{failure.detail}</p>}
      {failure.quote !== undefined && failure.quote !== '' && (
        <p className="font-mono text-code-sm text-ink-2">{failure.quote}</p>
      )}
      {loadedAt !== undefined && (
        <p className="text-ink-3">
          Last loaded <TimeText at={loadedAt}>{formatAgo(loadedAt, now)}</TimeText>
          {summary === undefined ? '.' : `: ${summary}.`}
        </p>
      )}
      {failure.requestId !== undefined && failure.isBroken && (
        <p className="text-caption text-ink-3">
          Request <span className="font-mono">{failure.requestId}</span>
        </p>
      )}
    </div>
  );
}

/** Above what a panel has to show: what is wrong with it, or bars while it is on its way. */
export function PartState<Data>(props: {
  source: SectionSource<Data>;
  failure: Failure | undefined;
  bars: readonly number[];
  summary: (data: Data) => string;
}): ReactNode {
  const { source, failure } = props;
  if (failure === undefined) return source.data === undefined && <Bars widths={props.bars} />;
  return (
    <div className="mb-2">
      <FailureText
        failure={failure}
        loadedAt={source.loadedAt}
        summary={source.data === undefined ? undefined : props.summary(source.data)}
      />
    </div>
  );
}

/** Grey bars in the place of facts that are on their way; they come after 150 ms, as a quick answer needs none. */
export function Bars(props: { widths: readonly number[] }): ReactNode {
  return (
    <div
      role="status"
      className="flex flex-col gap-3 py-1.5 transition-opacity delay-150 duration-0 starting:opacity-0"
    >
      <span className="sr-only">Loading…</span>
      {props.widths.map((width, row) => (
        <span
          // The bars are all alike and never change places.
          // oxlint-disable-next-line react/no-array-index-key
          key={row}
          className="block h-2.5 max-w-full rounded-[3px] bg-active"
          style={{ width, opacity: Math.max(0.25, 1 - row * 0.12) }}
        />
      ))}
    </div>
  );
}

const BoundaryContext = createContext({ id: '', title: '' });

/** Keeps an error in one section from taking the page with it. */
export function SectionBoundary(props: { id: string; title: string; children: ReactNode }): ReactNode {
  const { id, title } = props;
  const place = useMemo(() => ({ id, title }), [id, title]);
  return (
    <BoundaryContext value={place}>
      <CatchBoundary getResetKey={() => id} errorComponent={BrokenSection}>
        {props.children}
      </CatchBoundary>
    </BoundaryContext>
  );
}

function BrokenSection(props: ErrorComponentProps): ReactNode {
  const { id, title } = use(BoundaryContext);
  return (
    <Section
      id={id}
      title={title}
      action={<TryAgain title={title} source={{ isFetching: false, retry: props.reset }} />}
    >
      <p role="status" className="text-small text-bad-ink">
        This section could not be shown.
      </p>
      <p className="text-small text-ink-3">The other sections work.</p>
    </Section>
  );
}
