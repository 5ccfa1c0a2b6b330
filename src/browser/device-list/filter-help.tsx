import { type ReactNode, useRef } from 'react';
import { Button } from '#browser/ui/button.tsx';
import { Dialog, DialogButtons } from '#browser/ui/dialog.tsx';
import { Mono } from '#browser/ui/text.tsx';
import { guide } from './filter-guide.ts';

const grammar: readonly (readonly [string, string])[] = [
  ['tag:prod os:linux', 'Both'],
  ['tag:db OR tag:web', 'Either'],
  ['-tag:ci', 'Not this one; NOT does the same'],
  ['tag:(db | web)', 'One of a list'],
  ['(tag:db OR tag:web) -os:linux', 'Brackets group'],
  ['"joe mac"', 'Quotes keep spaces, and take a token for text'],
  ['edge', 'Any name, address, owner, tag or system with this in it'],
];

/** Everything that the filter line understands, with examples. */
export function FilterHelp(props: { onClose: () => void }): ReactNode {
  const start = useRef<HTMLParagraphElement>(null);
  return (
    <Dialog title="All filters" onClose={props.onClose} initialFocus={start}>
      <p ref={start} tabIndex={-1} className="mt-1 text-small text-ink-2 outline-none">
        Words side by side must all match. What is not understood is searched as text.
      </p>
      <Rows rows={grammar} />
      <h3 className="mt-4 text-section">Keys</h3>
      <Rows rows={Object.values(guide).map(({ examples, means }) => [examples.join('  '), means])} />
      <DialogButtons>
        <Button onClick={props.onClose}>Close</Button>
      </DialogButtons>
    </Dialog>
  );
}

function Rows(props: { rows: readonly (readonly [string, string])[] }): ReactNode {
  return (
    <dl className="mt-1.5">
      {props.rows.map(([examples, means]) => (
        <div key={examples} className="border-b border-line py-1.5 text-small">
          <dt className="flex flex-wrap gap-x-2.5">
            {examples.split('  ').map((example) => (
              <Mono key={example}>{example}</Mono>
            ))}
          </dt>
          <dd className="text-ink-3">{means}.</dd>
        </div>
      ))}
    </dl>
  );
}
