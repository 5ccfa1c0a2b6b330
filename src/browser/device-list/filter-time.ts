import { day } from '#browser/device/moment.ts';

/** A length of time or a stretch of the calendar that a value names, and which side of it is meant. */
export type Moment =
  | { readonly kind: 'span'; readonly operator: Operator; readonly span: number }
  | { readonly kind: 'dates'; readonly operator: Operator; readonly from: number; readonly to: number };

type Operator = '' | '<' | '<=' | '>' | '>=';

const units: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 60 * 60_000,
  d: day,
  w: 7 * day,
  mo: 30 * day,
  y: 365 * day,
};

/** Reads `<7d`, `>=2w`, `30` (days) or `<2026-11-30`, `>2026-11`, `2026`, all in UTC; undefined for everything else. */
export function readMoment(value: string): Moment | undefined {
  const [, operator = '', rest = ''] = /^([<>]=?)?(.*)$/s.exec(value) ?? [];
  // The pattern takes no other operators.
  const side = operator as Operator;
  const dates = readDates(rest);
  if (dates !== undefined) return { kind: 'dates', operator: side, ...dates };
  const [, count, unit = 'd'] = /^(\d{1,6})([a-z]+)?$/.exec(rest) ?? [];
  const length = units[unit];
  if (count === undefined || length === undefined) return undefined;
  return { kind: 'span', operator: side, span: Number(count) * length };
}

/** The year, month or day that a text names, as milliseconds from its first to after its last. */
function readDates(text: string): { readonly from: number; readonly to: number } | undefined {
  const [, year, month, date] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text) ?? [];
  // Four digits alone are a year only where one can be meant; 3000 days are written with their unit.
  if (year === undefined || Number(year) < 1970 || Number(year) > 2200) return undefined;
  const from = Date.UTC(Number(year), Number(month ?? 1) - 1, Number(date ?? 1));
  const printed = new Date(from).toISOString();
  if (!printed.startsWith(text)) return undefined;
  const to =
    date !== undefined
      ? from + day
      : month !== undefined
        ? Date.UTC(Number(year), Number(month), 1)
        : Date.UTC(Number(year) + 1, 0, 1);
  return { from, to };
}

/**
 * True when something that far from now (milliseconds, never negative) or at that moment is meant. Of a span, "<" and
 * no operator at all mean within it, ">" beyond it; of a date, "<" means before it and ">" after it.
 */
export function isMeant(moment: Moment, distance: number, at: number): boolean {
  const { operator } = moment;
  if (moment.kind === 'span') return operator.startsWith('>') ? distance > moment.span : distance <= moment.span;
  switch (operator) {
    case '<':
      return at < moment.from;
    case '<=':
      return at < moment.to;
    case '>':
      return at >= moment.to;
    case '>=':
      return at >= moment.from;
    case '':
      return at >= moment.from && at < moment.to;
  }
}
