import { announce } from '#browser/ui/announcer.tsx';
import { Button } from '#browser/ui/button.tsx';
import { Notice } from '#browser/ui/notice.tsx';
import { RequestPreview, type ShownRequest } from '#browser/ui/request-preview.tsx';
import { Mono } from '#browser/ui/text.tsx';
import { useNow } from '#browser/ui/use-now.ts';
import { Check } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { type Choice, type ListVerbs, choices, countMoved, effectWords } from './list-conflict-words.ts';
import { type ListMerge, type MergeRow, isSameUnit } from './list-merge.ts';
import { formatAgo } from '#browser/device/moment.ts';
import { useFormKeys } from '#browser/device/editing/use-form-keys.ts';

/** What is sent for a choice, as RequestPreview takes it; undefined where nothing is. */
export type ConflictRequest = {
  readonly request: ShownRequest;
  readonly changed?: ReadonlySet<string>;
  readonly note?: string;
};

const title = 'Someone else changed this since you opened it.';
const consequence = 'Nothing has been saved. Choose what to keep.';
const actions = { merge: 'Merge and save', take: 'Take it', overwrite: 'Overwrite and save' } as const;

/**
 * Asks what to keep of a list that others changed while it was edited: what was opened, what the server has now and what
 * the person made of it side by side, and three ways out with what each does. Renews itself with `merge`.
 */
export function ListConflict(props: {
  /** What the list is called: "Approved routes", "Tags". */
  label: string;
  merge: ListMerge;
  verbs: ListVerbs;
  /** What a sentence calls a unit of the list: "the exit node". */
  nameOf: (unit: string) => string;
  /** True for a unit that is no word but something one would paste into a terminal. */
  isCode: (unit: string) => boolean;
  /** What would be sent for a choice. */
  requestOf: (choice: Choice) => ConflictRequest | undefined;
  /** When the server's list was read, milliseconds since 1970. */
  checkedAt: number;
  /** Why a choice cannot be carried out right now, as a sentence; taking the server's version sends nothing. */
  offReasonOf: (choice: Exclude<Choice, 'take'>) => string | undefined;
  onChoose: (choice: Choice) => void;
  onDiscard: () => void;
}): ReactNode {
  const { merge, checkedAt } = props;
  const [choice, setChoice] = useState<Choice>('merge');
  const root = useRef<HTMLDivElement>(null);
  const now = useNow(1000);
  const effects = effectWords(merge, props.verbs, props.nameOf);
  const offReason = choice === 'take' ? undefined : props.offReasonOf(choice);
  const shown = props.requestOf(choice);

  const theirs = JSON.stringify(merge.theirs);
  const told = useRef<string>(undefined);
  // The live region belongs to the document. A list that changes once more is told, too.
  useEffect(() => {
    announce(
      told.current === undefined ? `${title} ${consequence}` : 'The server changed once more. The table shows it.',
    );
    told.current = theirs;
  }, [theirs]);
  // So does focus: where the question took the place of what had it, it goes to the answer.
  useEffect(() => {
    if (document.activeElement === document.body)
      root.current?.querySelector<HTMLInputElement>('input:checked')?.focus();
  }, []);

  const choose = () => {
    if (offReason === undefined) props.onChoose(choice);
  };
  useFormKeys(root, { onSave: choose, onEscape: () => {} });

  return (
    <div ref={root} role="group" aria-label="Conflict">
      <Notice kind="warn" title={title}>
        {consequence}
      </Notice>
      <ConflictTable label={props.label} rows={merge.rows} isCode={props.isCode} />
      <Choices choice={choice} yours={countMoved(merge).yours} effects={effects} onChoice={setChoice} />
      {shown === undefined ? (
        <p className="mt-3 rounded-control bg-sunken px-2.5 py-1.5 text-small text-ink-3">Nothing is sent.</p>
      ) : (
        <RequestPreview {...shown} isOpenAtFirst={false} />
      )}
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <Button kind="primary" disabledReason={offReason} onClick={choose}>
          {actions[choice]}
        </Button>
        <Button kind="ghost" onClick={props.onDiscard}>
          Discard
        </Button>
        <span className="ml-auto text-caption text-ink-3">
          Checked {formatAgo(checkedAt, Math.max(now, checkedAt))}
        </span>
      </div>
      {offReason !== undefined && <p className="mt-1.5 text-small text-ink-3">{offReason}</p>}
    </div>
  );
}

/** The three lists side by side; what others changed is amber, what the person changed is blue. */
function ConflictTable(props: {
  label: string;
  rows: readonly MergeRow[];
  isCode: (unit: string) => boolean;
}): ReactNode {
  const narrow = 'w-[66px] py-1.5 font-medium @sm:w-[72px]';
  return (
    <table className="mt-3 w-full text-small">
      <thead>
        <tr className="border-b border-line-strong text-caption text-ink-3">
          <th scope="col" className="py-1.5 text-left font-medium">
            {props.label}
          </th>
          <th scope="col" className={narrow}>
            Opened
          </th>
          <th scope="col" className={narrow}>
            Server now
          </th>
          <th scope="col" className={narrow}>
            Yours
          </th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => {
          const { unit, opened, current, wanted } = row;
          const whole = Math.max(opened.length, current.length, wanted.length);
          return (
            <tr key={unit} className="border-b border-line">
              <th scope="row" className="py-1.5 pr-2 text-left font-normal wrap-anywhere">
                {props.isCode(unit) ? <Mono>{unit}</Mono> : unit}
              </th>
              <Cell members={opened} whole={whole} />
              <Cell members={current} whole={whole} changedBy={isSameUnit(opened, current) ? undefined : 'them'} />
              <Cell members={wanted} whole={whole} changedBy={isSameUnit(opened, wanted) ? undefined : 'you'} />
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const tints = { them: 'bg-warn-tint', you: 'bg-accent-tint' } as const;
const doers = { them: ', changed by someone else', you: ', changed by you' } as const;

function Cell(props: {
  members: readonly string[];
  whole: number;
  changedBy?: keyof typeof tints | undefined;
}): ReactNode {
  const { members, whole, changedBy } = props;
  const isPart = members.length > 0 && members.length < whole;
  return (
    <td className={`py-1.5 ${changedBy === undefined ? '' : tints[changedBy]}`}>
      <span className="flex min-h-5 items-center justify-center">
        {isPart ? (
          <span className="text-center text-caption wrap-anywhere">Only {members.join(', ')}</span>
        ) : (
          <>
            {members.length > 0 ? (
              <Check className="size-3.5 text-ink" strokeWidth={2.25} aria-hidden />
            ) : (
              <span aria-hidden className={changedBy === undefined ? 'text-ink-3' : 'text-ink-2'}>
                –
              </span>
            )}
            <span className="sr-only">{members.length > 0 ? 'Yes' : 'No'}</span>
          </>
        )}
        {changedBy !== undefined && <span className="sr-only">{doers[changedBy]}</span>}
      </span>
    </td>
  );
}

/** The ways out: one radio group, each described by what it does. */
function Choices(props: {
  choice: Choice;
  yours: number;
  effects: Readonly<Record<Choice, string>>;
  onChoice: (choice: Choice) => void;
}): ReactNode {
  const id = useId();
  const names = {
    merge: `Merge: apply my ${props.yours === 1 ? 'change' : `${props.yours} changes`} to the server’s version`,
    take: 'Take the server’s version',
    overwrite: 'Overwrite with mine',
  } as const;
  return (
    <fieldset className="mt-3 flex min-w-0 flex-col gap-2.5 text-small">
      <legend className="sr-only">What to keep</legend>
      {choices.map((choice) => (
        <div key={choice} className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2.5">
          <input
            id={`${id}-${choice}`}
            type="radio"
            name={id}
            checked={choice === props.choice}
            onChange={() => props.onChoice(choice)}
            aria-describedby={`${id}-${choice}-effect`}
            className="mt-0.5 size-4 shrink-0 cursor-pointer appearance-none rounded-full bg-canvas ring-1 ring-control ring-inset checked:border-[5px] checked:border-accent checked:bg-on-accent checked:ring-0 forced-colors:appearance-auto"
          />
          <label htmlFor={`${id}-${choice}`} className="min-w-0 cursor-pointer font-medium">
            {names[choice]}
          </label>
          <label htmlFor={`${id}-${choice}`} className="col-start-2 min-w-0 cursor-pointer wrap-anywhere text-ink-3">
            <span id={`${id}-${choice}-effect`}>{props.effects[choice]}</span>
          </label>
        </div>
      ))}
    </fieldset>
  );
}
