import type { Fleet, Landing } from './bench-fleet.ts';
import type { Usage, Visit } from './bench-page.ts';

/** What was measured at one size. Times in milliseconds. */
export type Result = {
  readonly size: number;
  readonly floor: readonly Visit[];
  readonly app: readonly Visit[];
  /** The same first rows from an API that answers 300 ms late; empty where it was not measured. */
  readonly late: readonly Visit[];
  /** Undefined where a size is only loaded. */
  readonly usage: Usage | undefined;
  readonly fleet: Fleet | undefined;
  /** From click to painted intent; empty where no device can be changed without a question. */
  readonly intents: readonly number[];
};

/** One line of the table; `most` is the target, for every size or by size. A value that is missing is left out. */
type Line = {
  readonly name: string;
  readonly value: (result: Result) => number | undefined;
  readonly print: (value: number) => string;
  readonly most?: number | Readonly<Record<number, number>>;
};

const ms = (value: number) => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const mB = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
const firstRow = (visits: readonly Visit[]) => median(visits.map((one) => one.firstRow));

/** Where rows of a judgement are to be, whichever way somebody comes to them. */
const judged = { 10_000: 150 };
const sinceListed = (landings: readonly Landing[] | undefined) =>
  median(landings?.map(({ listed, painted }) => painted - listed));

const lines: readonly Line[] = [
  { name: 'initial JavaScript, gzip', value: ({ app }) => app[0]?.bytes.js, print: kB, most: 150_000 },
  { name: 'initial CSS, gzip', value: ({ app }) => app[0]?.bytes.css, print: kB, most: 10_000 },
  { name: 'CSS for paper, not waited for, gzip', value: ({ app }) => app[0]?.bytes.paper, print: kB },
  { name: 'first device row', value: ({ app }) => firstRow(app), print: ms },
  { name: 'first row of the bare page', value: ({ floor }) => firstRow(floor), print: ms },
  {
    name: 'ratio to the bare page',
    value: ({ app, floor }) => (firstRow(app) ?? Number.NaN) / (firstRow(floor) ?? Number.NaN),
    print: (value) => value.toFixed(2),
    most: { 10_000: 2.5, 50_000: 1.5 },
  },
  {
    name: 'with 300 ms latency, to 1.3 times + 300 ms',
    value: ({ app, late }) => {
      const first = firstRow(late);
      return first === undefined ? undefined : first / (1.3 * (firstRow(app) ?? Number.NaN) + 300);
    },
    print: (value) => value.toFixed(2),
    most: 1,
  },
  { name: 'longest task while loading', value: ({ app }) => median(app.map((one) => one.longestTask)), print: ms },
  {
    name: 'keystroke to rows, median',
    value: ({ usage }) => median(usage?.keystrokes),
    print: ms,
    most: { 10_000: 34 },
  },
  {
    name: 'keystroke to rows, p95',
    value: ({ usage }) => quantile(usage?.keystrokes, 0.95),
    print: ms,
    most: { 10_000: 50 },
  },
  { name: 'longest task while typing', value: ({ usage }) => usage?.longestTask, print: ms },
  {
    name: 'sort or quick filter to rows, median',
    value: ({ usage }) => median(usage?.choices),
    print: ms,
    most: { 10_000: 50, 50_000: 150 },
  },
  { name: 'sort or quick filter to rows, worst', value: ({ usage }) => quantile(usage?.choices, 1), print: ms },
  {
    name: 'letter to the words that complete it, median',
    value: ({ fleet }) => median(fleet?.suggestions),
    print: ms,
    most: { 10_000: 34 },
  },
  {
    name: 'letter in Go to to what it finds, median',
    value: ({ fleet }) => median(fleet?.places),
    print: ms,
    most: { 10_000: 34, 50_000: 34 },
  },
  { name: 'the same, p95', value: ({ fleet }) => quantile(fleet?.places, 0.95), print: ms },
  { name: 'select all, the first', value: ({ fleet }) => fleet?.selections[0], print: ms, most: { 10_000: 50 } },
  { name: 'select all, median', value: ({ fleet }) => median(fleet?.selections), print: ms, most: { 10_000: 50 } },
  {
    name: 'click on Attention to its rows, median',
    value: ({ fleet }) => median(fleet?.toAttention),
    print: ms,
    most: judged,
  },
  {
    name: 'click on Routes to its rows, median',
    value: ({ fleet }) => median(fleet?.toRoutes),
    print: ms,
    most: judged,
  },
  {
    name: 'list read to Attention by its link, median',
    value: ({ fleet }) => sinceListed(fleet?.attention),
    print: ms,
    most: judged,
  },
  {
    name: 'list read to Routes by its link, median',
    value: ({ fleet }) => sinceListed(fleet?.routes),
    print: ms,
    most: judged,
  },
  {
    name: 'the same from the start of the navigation',
    value: ({ fleet }) => median([...(fleet?.attention ?? []), ...(fleet?.routes ?? [])].map(({ painted }) => painted)),
    print: ms,
  },
  {
    name: 'click to painted intent, median',
    value: ({ intents }) => median(intents),
    print: ms,
    most: { 10_000: 50 },
  },
  { name: 'opening a device, median', value: ({ usage }) => median(usage?.openings), print: ms, most: { 10_000: 60 } },
  {
    name: 'longest frame of a refresh, all changed',
    value: ({ usage }) => median(usage?.refreshFrames),
    print: ms,
    most: { 10_000: 50 },
  },
  { name: 'longest scroll frame', value: ({ usage }) => usage?.scrollFrame, print: ms, most: 17 },
  { name: 'DOM nodes', value: ({ usage }) => usage?.nodes, print: String, most: 1499 },
  { name: 'heap after load', value: ({ usage }) => usage?.heapLoaded, print: mB },
  {
    name: 'heap after ten filters and changes',
    value: ({ usage }) => usage?.heapUsed,
    print: mB,
    most: { 10_000: 20e6 },
  },
];

/** The value below which that share of the values lies; undefined when there are none. */
function quantile(values: readonly number[] | undefined, share: number): number | undefined {
  const sorted = (values ?? []).toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

function median(values: readonly number[] | undefined): number | undefined {
  return quantile(values, 0.5);
}

function cell({ value, print, most }: Line, result: Result): string {
  const measured = value(result);
  if (measured === undefined || Number.isNaN(measured)) return '';
  const limit = typeof most === 'number' ? most : most?.[result.size];
  return print(measured) + (limit !== undefined && measured > limit ? ' miss' : '');
}

function target({ most, print }: Line): string {
  if (most === undefined) return '';
  if (typeof most === 'number') return print(most);
  return Object.entries(most)
    .map(([size, limit]) => `${print(limit)} at ${Number(size).toLocaleString('en-US')}`)
    .join(', ');
}

/** Prints the table, and what each thousand devices more adds to the first row. */
export function printResults(results: readonly Result[]): void {
  const rows = [
    ['', ...results.map(({ size }) => size.toLocaleString('en-US')), 'target'],
    ...lines.map((line) => [line.name, ...results.map((result) => cell(line, result)), target(line)]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of rows) {
    console.log(
      row
        .map((text, column) => (column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart((widths[column] ?? 0) + 2)))
        .join(''),
    );
  }
  for (const [index, { size, app, floor }] of results.entries()) {
    const before = results[index - 1];
    if (before === undefined || before.size < 1000) continue;
    const slope = (now: readonly Visit[], then: readonly Visit[]) =>
      (((firstRow(now) ?? Number.NaN) - (firstRow(then) ?? Number.NaN)) / (size - before.size)) * 1000;
    console.log(
      `From ${before.size.toLocaleString('en-US')} to ${size.toLocaleString('en-US')} devices, each thousand adds ` +
        `${ms(slope(app, before.app))} to the first row, and ${ms(slope(floor, before.floor))} to the bare page's.`,
    );
  }
}
