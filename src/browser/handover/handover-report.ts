import { differenceMarkdown } from '#browser/changes/hand-off/difference-markdown.ts';
import { codeText, plainText } from '#browser/changes/hand-off/markdown-text.ts';
import { formatExact } from '#browser/device/moment.ts';
import type { Line } from './handover-line.ts';
import type { HandoverRecord } from './handover-record.ts';
import type { RunSnapshot } from './handover-run.ts';
import { type LineState, differencesOf, failureOf, stateOf } from './line-state.ts';
import { notMoved } from './not-moved-words.ts';
import type { Sheet } from './sheet.ts';

/** A hand-over as Markdown for a ticket: each line with what became of it, what does not move, and the kept sheet. */
export function handoverReport(given: {
  record: HandoverRecord;
  /** The new device as it was reviewed. */
  before: Sheet;
  lines: readonly Line[];
  run: RunSnapshot | undefined;
  tailnet: string;
  now: number;
}): string {
  const { record, before, lines, run, tailnet, now } = given;
  const { sheet } = record;
  const told = lines.map((line) => ({ line, state: stateOf(line, record, run) }));
  const isOn = (one: Line) => (one.on === 'new' ? before.name : sheet.name);
  const text = ({ line, state }: (typeof told)[number]) => {
    const what = state === 'left-out' ? '' : differencesOf(line, record).map(differenceMarkdown).join(', ');
    return `- ${plainText(line.title)} on ${plainText(isOn(line))}: ${[what, stateText(line, state, run)].filter(Boolean).join(': ')}`;
  };
  const begun = record.begun === null ? 'Not begun' : `Begun ${formatExact(record.begun.at)}`;
  return [
    `## ${plainText(sheet.name)} replaced by ${plainText(before.name)}${tailnet === '' ? '' : ` in ${plainText(tailnet)}`}`,
    `${begun}. Told ${formatExact(now)}. Old device ${codeText(sheet.id)}, new device ${codeText(before.id)}.`,
    '### Steps',
    told.map(text).join('\n'),
    '### What does not move',
    notMoved(sheet, before)
      .map((one) => `- ${plainText(one)}`)
      .join('\n'),
    `### ${plainText(sheet.name)} as it was, ${formatExact(sheet.takenAt)}`,
    sheetRows(sheet)
      .map(([term, values]) => `- ${term}: ${values.length === 0 ? 'none' : values.map(codeText).join(', ')}`)
      .join('\n'),
    '',
  ].join('\n\n');
}

function stateText(line: Line, state: LineState, run: RunSnapshot | undefined): string {
  const { verdict } = line;
  switch (state) {
    case 'applied':
      return 'applied';
    case 'so-already':
      return `so already, nothing sent${verdict.kind === 'so-already' ? ` (${plainText(verdict.words)})` : ''}`;
    case 'cannot':
      return `not done. ${verdict.kind === 'cannot' ? plainText(verdict.reason) : ''}`;
    case 'left-out':
      return 'left out';
    case 'failed':
    case 'not-known': {
      const own = verdict.kind === 'conflict' ? verdict.words : (failureOf(line, run)?.message ?? '');
      return `${state === 'failed' ? 'failed' : 'not known whether it was applied'}, ${plainText(own)}`;
    }
    case 'sending':
      return 'being sent';
    case 'planned':
    case 'waiting':
      return 'not sent';
  }
}

/** The sheet line by line: what each is called and its values, as one would paste them. */
export function sheetRows(sheet: Sheet): readonly (readonly [term: string, values: readonly string[]])[] {
  const { keyExpiryDisabled, attributes } = sheet;
  return [
    ['Name', [sheet.name]],
    ['IPv4', sheet.ipv4 === null ? [] : [sheet.ipv4]],
    ['IPv6', sheet.ipv6 === null ? [] : [sheet.ipv6]],
    ['Tags', sheet.tags],
    ['Owner', sheet.owner === '' ? [] : [sheet.owner]],
    ['Key expiry', [keyExpiryDisabled === null ? 'not known' : keyExpiryDisabled ? 'off' : 'on']],
    ['Approved routes', sheet.routes],
    [
      'Attributes',
      attributes === null ? ['not known'] : attributes.map(({ key, value }) => `${key} = ${String(value)}`),
    ],
    ['Approval', [sheet.isApproved ? 'approved' : 'needs approval']],
    ['Node ID', [sheet.id]],
  ];
}
