import { type Difference, type Entry, type Part, singleEntries } from '#browser/changes/change.ts';
import { inverseStep } from '#browser/changes/hand-off/inverse-step.ts';
import { codeText, plainText } from '#browser/changes/hand-off/markdown-text.ts';
import type { Request } from '#browser/changes/request-of.ts';
import { day, formatClock, formatDate } from '#browser/device/moment.ts';
import { changeCount, failureWords, isFailed, quoteOf, titleOf } from './entry-words.ts';
import { canUndo } from './undo-words.ts';

/** What goes into the text beside the changes that came about. */
export type MarkdownParts = { readonly hasRequests: boolean; readonly hasFailed: boolean };

/** The session's changes as Markdown for a ticket, oldest first. `tailnet` may be "". All times are UTC. */
export function activityMarkdown(all: readonly Entry[], tailnet: string, parts: MarkdownParts): string {
  const entries = all.filter((entry) => parts.hasFailed || !isFailed(entry));
  const first = entries[0];
  const last = entries.at(-1);
  if (first === undefined || last === undefined) return '';
  const failed = singleEntries(entries).filter(isFailed);
  const undoable = entries.filter(canUndo).toReversed();
  const timeOf = clockOf(first.at, last.at);
  const sections = [
    `## Tailnet changes, ${formatDate(first.at)}`,
    summary(tailnet, timeOf(first.at), timeOf(last.at), entries.length, failed.length),
    entries.map((entry) => line(entry, entries, timeOf)).join('\n'),
    ...(parts.hasRequests
      ? [
          '### Requests',
          ...singleEntries(entries).map((entry) =>
            block(
              entry.request,
              `${entry.outcome === 'not-sent' ? 'not sent' : (entry.status ?? 'no answer')}${idOf(entry)}`,
            ),
          ),
        ]
      : []),
    ...(failed.length > 0 ? ['### Failed', failed.map(failedLine).join('\n')] : []),
    ...(undoable.length > 0 ? ['### To undo', ...undoable.map((entry) => undoPart(entry, timeOf(entry.at)))] : []),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** "16:41", with its date as soon as the session is longer than a day of the calendar. */
function clockOf(first: number, last: number): (at: number) => string {
  const isOneDay = Math.floor(first / day) === Math.floor(last / day);
  return (at) => (isOneDay ? formatClock(at) : `${formatDate(at)} ${formatClock(at)}`);
}

function summary(tailnet: string, from: string, to: string, count: number, failed: number): string {
  const when = from === to ? from : `${from} to ${to}`;
  const failures = failed === 0 ? '' : `, ${failed} failed`;
  return `${tailnet === '' ? '' : `${plainText(tailnet)}, `}${when} UTC. ${changeCount(count)}${failures}.`;
}

function line(entry: Entry, entries: readonly Entry[], timeOf: (at: number) => string): string {
  const undone = entries.find(({ id }) => id === entry.undoes);
  const notes = [
    ...(entry.undoneAt === undefined ? [] : [`undone ${timeOf(entry.undoneAt)}`]),
    ...(undone === undefined ? [] : [`undoes ${timeOf(undone.at)}`]),
  ];
  const title = titleOf(entry);
  const words = /^I[A-Z]/.test(title) ? title : `${title.charAt(0).toLowerCase()}${title.slice(1)}`;
  const mark = entry.outcome === 'applied' ? '' : `, **${marks[entry.outcome]}**`;
  const head = `- ${timeOf(entry.at)} ${plainText(entry.deviceName)}: ${plainText(words)}${mark}`;
  const note = notes.length === 0 ? '' : ` (${notes.join(', ')})`;
  const parts = entry.bulk?.parts ?? [];
  return [
    `${head}${note}`,
    ...entry.differences.map((difference) => `  - ${differenceLine(entry, difference)}`),
    ...parts.flatMap((part) => partLines(entry, part)),
  ].join('\n');
}

/** What became of a change that is not known to be applied, after what it was to do. */
const marks: Readonly<Record<Exclude<Entry['outcome'], 'applied'>, string>> = {
  refused: 'refused',
  'not-applied': 'not applied',
  unknown: 'not known whether applied',
  waiting: 'under way',
  sending: 'under way',
  'not-sent': 'not sent',
};

/** One device of a bulk change; of a hand-over also what was changed, as its parts share nothing. */
function partLines(entry: Entry, { title, aspect, deviceName, differences, outcome }: Part): readonly string[] {
  const end = outcome === 'applied' ? 'applied' : marks[outcome];
  if (title === undefined) return [`  - ${plainText(deviceName)}: ${end}`];
  return [
    `  - ${plainText(deviceName)}: ${plainText(titleOf({ title, outcome }))}: ${end}`,
    ...differences.map((one) => `    - ${differenceLine({ aspect: aspect ?? entry.aspect, outcome }, one)}`),
  ];
}

const verbs = {
  routes: { added: ['approve', 'approved'], removed: ['withdraw', 'withdrawn'] },
  others: { added: ['add', 'added'], removed: ['remove', 'removed'] },
} as const;

/** What differs by now, or was to: what did not come about, or may not have, does not read as if it had. */
function differenceLine({ aspect, outcome }: Pick<Entry, 'aspect' | 'outcome'>, difference: Difference): string {
  const isDone = outcome === 'applied';
  if (difference.kind === 'became') {
    const values = `${plainText(difference.before)} → ${plainText(difference.after)}`;
    return isDone ? values : `asked for: ${values}`;
  }
  const [verb, done] = verbs[aspect === 'routes' ? 'routes' : 'others'][difference.kind];
  return `${isDone ? done : `asked to ${verb}`} ${codeText(difference.text)}`;
}

function idOf({ requestId }: Entry): string {
  return requestId === undefined ? '' : `, request ${requestId}`;
}

/** A request as a block of code; four spaces need no fence, so nothing in it can end it. */
function block({ method, path, body }: Request, after?: string): string {
  const lines = [`${method} ${path}`, ...(body === undefined ? [] : [JSON.stringify(body)]), ...(after ? [after] : [])];
  return lines.map((text) => `    ${text}`).join('\n');
}

function failedLine(entry: Entry): string {
  const words = [failureWords(entry), quoteOf(entry)].flatMap((text) => (text === undefined ? [] : [plainText(text)]));
  return `- ${plainText(entry.deviceName)}: ${words.join(' ')}`;
}

/** The request back where it can be told beforehand; newest first, as one would go back. */
function undoPart(entry: Entry, time: string): string {
  const back = entry.bulk === undefined ? inverseStep(entry) : undefined;
  if (back !== undefined) return block(back.request);
  return `- ${time} ${plainText(entry.deviceName)}: choose Undo on the Activity page of Tailboard.`;
}
