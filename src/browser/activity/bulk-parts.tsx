import type { Bulk, Entry, Part } from '#browser/changes/change.ts';
import { DeviceLink } from './entry-device.tsx';
import { isFailed, quoteOf, titleOf } from './entry-words.ts';
import { outcomeWord } from './outcome.tsx';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';

/** Devices that are listed; of more, those where something is wrong come first and the rest is counted. */
const most = 100;

/** What became of each device of a bulk change, folded away until somebody asks. */
export function BulkParts({ entry, bulk }: { entry: Entry; bulk: Bulk }): ReactNode {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  const parts = bulk.parts.toSorted((one, other) => Number(isFailed(other)) - Number(isFailed(one)));
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
        className="-ml-0.5 flex h-6 items-center gap-1 rounded-control text-ink-2 hover:text-ink touch:h-touch"
      >
        <Chevron className="size-3.5" strokeWidth={1.75} aria-hidden />
        {bulkCounts(bulk)}
      </button>
      <ul id={id} hidden={!isOpen}>
        {isOpen &&
          parts.slice(0, most).map((part) => (
            <li key={part.id} className="py-0.5">
              {part.title !== undefined && <>{titleOf({ title: part.title, outcome: part.outcome })} on </>}
              <DeviceLink entry={{ ...part, aspect: part.aspect ?? entry.aspect }} />{' '}
              <span className="text-ink-3">{part.undoneAt === undefined ? outcomeWord(part.outcome) : 'Undone'}</span>
              <PartQuote part={part} />
            </li>
          ))}
        {isOpen && parts.length > most && <li className="py-0.5 text-ink-3">And {parts.length - most} more.</li>}
      </ul>
    </>
  );
}

function PartQuote({ part }: { part: Part }): ReactNode {
  const quote = quoteOf(part);
  if (quote === undefined || part.outcome === 'applied') return null;
  return <p className="font-mono text-code-sm wrap-anywhere text-ink-2">{quote}</p>;
}

/** "5 applied, 1 refused, 2 not sent". */
function bulkCounts({ planned, parts }: Bulk): string {
  const outcomes = ['applied', 'refused', 'not-applied', 'unknown', 'sending'] as const;
  const counted = outcomes.flatMap((outcome) => {
    const count = parts.filter((part) => part.outcome === outcome).length;
    return count === 0 ? [] : [`${count} ${outcomeWord(outcome).toLowerCase()}`];
  });
  const rest = planned - parts.length;
  return [...counted, ...(rest > 0 ? [`${rest} not sent`] : [])].join(', ');
}
