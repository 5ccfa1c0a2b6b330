import type { Written } from './load-clients.ts';
import type { Journalled } from './load-upstream.ts';

/** A line of the audit log, as far as it is compared. */
type Line = { readonly value: string; readonly outcome: string; readonly clientGone: boolean };

export type Comparison = {
  readonly writes: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly gone: number;
  readonly repeated: number;
  /** What does not agree, in words; none where nothing was lost and nothing doubled. */
  readonly complaints: readonly string[];
};

/** Compares what clients were told, what the audit log says and what the tailnet has done, write by write. */
export function compare(written: readonly Written[], audit: string, journal: readonly Journalled[]): Comparison {
  const lines = audit.split('\n').flatMap(lineOf);
  const byValue = grouped(lines);
  const done = new Map<string, number>();
  for (const entry of journal) {
    const value = valueIn(entry.body);
    if (entry.done) done.set(value, (done.get(value) ?? 0) + 1);
  }
  const complaints: string[] = [];
  const outcomes: Record<string, number> = {};
  for (const { value, statuses } of written) {
    const own = byValue.get(value) ?? [];
    const times = done.get(value) ?? 0;
    const wasTold = statuses.includes(200);
    if (times > 1) complaints.push(`${value} was carried out ${times} times`);
    if (wasTold && times === 0) complaints.push(`${value} was told to be done and is not`);
    if (own.length > 1 || (own.length === 0 && (times > 0 || wasTold)))
      complaints.push(`${value} has ${own.length} lines`);
    const [line] = own;
    if (line === undefined) continue;
    outcomes[line.outcome] = (outcomes[line.outcome] ?? 0) + 1;
    if (line.outcome === 'applied' && times !== 1)
      complaints.push(`${value} is called applied and was done ${times} times`);
    if (line.outcome === 'refused' && times !== 0) complaints.push(`${value} is called refused and was done`);
    if (wasTold && line.outcome !== 'applied')
      complaints.push(`${value} was answered 200 and is called ${line.outcome}`);
  }
  const known = new Set(written.map(({ value }) => value));
  for (const value of done.keys()) if (!known.has(value)) complaints.push(`nobody sent ${value}`);
  return {
    writes: written.length,
    outcomes,
    gone: lines.filter(({ clientGone }) => clientGone).length,
    repeated: written.filter(({ statuses }) => statuses.length > 1).length,
    complaints,
  };
}

function grouped(lines: readonly Line[]): ReadonlyMap<string, readonly Line[]> {
  const groups = new Map<string, Line[]>();
  for (const line of lines) groups.set(line.value, [...(groups.get(line.value) ?? []), line]);
  return groups;
}

function lineOf(text: string): readonly Line[] {
  if (text === '') return [];
  // Reason for the cast: the proxy wrote this line, in the form of its audit log.
  const { after, outcome, clientGone } = JSON.parse(text) as { after: unknown; outcome: string; clientGone: boolean };
  return [{ value: valueIn(JSON.stringify(after)), outcome, clientGone }];
}

function valueIn(body: string): string {
  return /"value":"([^"]+)"/.exec(body)?.[1] ?? '';
}
