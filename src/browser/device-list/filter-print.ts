import { type Filter, parseFilter } from './filter-language.ts';

/** Writes a filter as a line that is read as the same filter again. */
export function printFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'all':
      return filter.of.map((part) => (part.kind === 'any' ? `(${printFilter(part)})` : printFilter(part))).join(' ');
    case 'any':
      return filter.of.map(printFilter).join(' OR ');
    case 'not': {
      const inner = printFilter(filter.of);
      return filter.of.kind === 'all' || filter.of.kind === 'any' ? `-(${inner})` : `-${inner}`;
    }
    case 'text': {
      const again = quotes.test(filter.text) ? undefined : parseFilter(filter.text);
      return again?.kind === 'text' && again.text === filter.text ? filter.text : `"${filter.text}"`;
    }
    case 'token': {
      const { key, value } = filter;
      if (key !== 'attr') return `${key}:${quoted(value)}`;
      return value.startsWith('custom:') ? `custom:${quoted(value.slice(7))}` : `attr:${quoted(value)}`;
    }
  }
}

/** What would end a word, or a value of a list. */
const quotes = /[\s()|,]/;

function quoted(value: string): string {
  return quotes.test(value) ? `"${value}"` : value;
}
