import { RotateCw } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { ApiError } from '#browser/api/api-error.ts';
import { wordsOf } from '#browser/api/error-words.ts';
import { Countdown } from '#browser/shell/countdown.tsx';
import { type Trouble, waitReason } from '#browser/shell/trouble.ts';
import { Button } from '#browser/ui/button.tsx';
import { CopyButton } from '#browser/ui/copy-button.tsx';
import { Mono } from '#browser/ui/text.tsx';
import { fitColumns, gridTemplate, rowGrid } from './columns.ts';
import { defaultColumns } from './default-columns.tsx';
import { type ListSearch, byName } from './list-search.ts';
import { TableHead } from './table-head.tsx';

const loadingRows = Array.from({ length: 18 }, (_, index) => index);

/** Bars in the places of the first rows, shown only when loading takes longer than 150 ms: a flash of them would be noise. */
export function LoadingRows(props: {
  /** The heads of the columns that will be, for a page that knows them before. */
  search?: ListSearch;
}): ReactNode {
  const [isLate, setLate] = useState(false);
  const [isSlow, setSlow] = useState(false);
  // Timers belong to the browser, not to React.
  useEffect(() => {
    const late = setTimeout(() => setLate(true), 150);
    const slow = setTimeout(() => setSlow(true), 5000);
    return () => {
      clearTimeout(late);
      clearTimeout(slow);
    };
  }, []);
  return (
    <>
      <p role="status" className={isSlow ? 'px-gutter pb-2 text-small text-ink-2 max-md:px-4' : 'sr-only'}>
        {isSlow && 'Still waiting for the server.'}
      </p>
      {isLate ? <RowBars search={props.search} /> : <div className="flex-1" />}
    </>
  );
}

function RowBars({ search }: { search: ListSearch | undefined }): ReactNode {
  const columns = fitColumns(defaultColumns, window.innerWidth);
  return (
    <div className="flex-1 overflow-hidden" aria-hidden inert>
      {search === undefined || search.columns !== undefined ? (
        <div className="h-8 border-b border-line-strong max-md:hidden" />
      ) : (
        <table className="block max-md:hidden">
          <TableHead
            columns={columns}
            sort={search.sort === undefined ? byName : []}
            cursor={undefined}
            rows={{ count: 0, selected: 0 }}
            onSort={() => undefined}
          />
        </table>
      )}
      {loadingRows.map((row) => (
        <div
          key={row}
          style={{ opacity: Math.max(0.12, 1 - row * 0.055), gridTemplateColumns: gridTemplate(columns) }}
          className={`h-row border-b border-line max-md:h-16 max-md:px-4 ${rowGrid}`}
        >
          {columns.map(({ id }, place) => (
            <span key={id} className="flex items-center gap-2.5">
              {place === 0 && <span className="size-2.5 rounded-full bg-active" />}
              {(id !== 'state' || row % 3 === 1) && (
                <span
                  className="h-2.5 max-w-full rounded-chip bg-active"
                  style={{ width: 64 + ((row * 53 + place * 29) % 60) }}
                />
              )}
            </span>
          ))}
        </div>
      ))}
    </div>
  );
}

/** The list could not be loaded at all: what happened, the request id for support, and the way out. */
export function ListError(props: {
  error: Error;
  trouble: Trouble | undefined;
  isBusy: boolean;
  onRetry: () => void;
}): ReactNode {
  const { error, trouble } = props;
  const words = wordsOf(error);
  return (
    <div role="alert" className="flex flex-1 flex-col items-start gap-1 px-gutter pt-6 max-md:px-4">
      <p className="text-body font-medium">The devices could not be loaded.</p>
      <p className="max-w-[64ch] text-small text-ink-2">
        {words.title} {words.way}
      </p>
      {words.quote !== undefined && <Mono className="text-ink-2">{words.quote}</Mono>}
      {error instanceof ApiError && error.requestId !== undefined && (
        <p className="text-small text-ink-3">
          Request <Mono>{error.requestId}</Mono> <CopyButton text={error.requestId} label="Copy request ID" />
        </p>
      )}
      {trouble?.next !== undefined && (
        <p className="text-small text-ink-3">
          Trying again in <Countdown {...trouble.next} />.
        </p>
      )}
      <Button
        icon={RotateCw}
        className="mt-2"
        isBusy={props.isBusy}
        disabledReason={waitReason(trouble)}
        onClick={props.onRetry}
      >
        Try again
      </Button>
    </div>
  );
}
