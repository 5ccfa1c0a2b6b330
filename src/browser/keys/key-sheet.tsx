import { type ReactNode, useRef } from 'react';
import { useSetting } from '#browser/settings/use-settings.ts';
import { Button } from '#browser/ui/button.tsx';
import { Dialog, DialogButtons } from '#browser/ui/dialog.tsx';
import { Key } from '#browser/ui/text.tsx';
import { keySigns } from './key-label.ts';
import { type KeyId, keyMap } from './key-map.ts';
import { isSingle } from './key-press.ts';
import { keyWords, scopeWords } from './key-words.ts';
import { isMac } from './listen.ts';

/** Every key of the console, by where it works. Drawn from the table that the keyboard itself goes by. */
export function KeySheet(props: { onClose: () => void }): ReactNode {
  const [setting, set] = useSetting('single-keys');
  const isOff = setting === 'off';
  // Reading begins at the first key, and not at the button below the last.
  const top = useRef<HTMLDivElement>(null);
  return (
    <Dialog title="All keys" isWide initialFocus={top} onClose={props.onClose}>
      {isOff && (
        <p className="mt-1 text-small text-ink-2">
          Single keys are switched off; those in grey do nothing.{' '}
          <button type="button" className="font-medium text-accent-ink hover:underline" onClick={() => set(undefined)}>
            Switch them on
          </button>
        </p>
      )}
      <div ref={top} tabIndex={-1} className="mt-3 gap-x-column outline-none text-small md:columns-2">
        {sections().map(([where, ids]) => (
          <section key={where} className="mb-4 break-inside-avoid border-t border-line-strong pt-2">
            <h3 className="text-section">{where}</h3>
            <dl>
              {ids.map(({ id, presses }) => (
                <div key={id} className="flex items-center gap-3 py-[3px]">
                  <dt className="flex w-24 shrink-0 flex-wrap items-center gap-1">
                    {presses.map((press) => (
                      <Press key={press} press={press} isOff={isOff && isCharacter(press)} />
                    ))}
                  </dt>
                  <dd className="min-w-0 flex-1">{keyWords[id]}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="text-small text-ink-3">Letters act where nobody types. In a frame, after a click inside.</p>
      <DialogButtons>
        <Button onClick={props.onClose}>Close</Button>
      </DialogButtons>
    </Dialog>
  );
}

/** One way to press; read aloud as its keys, as the hints beside controls are for eyes only. */
function Press(props: { press: string; isOff: boolean }): ReactNode {
  const signs = keySigns(props.press, isMac(window));
  return (
    <span className={`inline-flex gap-0.5 ${props.isOff ? 'opacity-50' : ''}`}>
      <span className="sr-only">{signs.join(' ')}</span>
      {signs.map((sign) => (
        <Key key={sign}>{sign}</Key>
      ))}
    </span>
  );
}

function isCharacter(press: string): boolean {
  return press.split(',').every(isSingle);
}

type Row = { readonly id: KeyId; readonly presses: readonly string[] };

function sections(): readonly (readonly [where: string, rows: readonly Row[]])[] {
  const made = new Map<string, Row[]>();
  for (const scope of Object.keys(scopeWords) as (keyof typeof scopeWords)[])
    for (const [id, presses] of Object.entries(keyMap[scope]) as [KeyId, string][])
      made.set(scopeWords[scope], [...(made.get(scopeWords[scope]) ?? []), { id, presses: presses.split(' ') }]);
  return [...made];
}
