import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseQuery, printQuery } from '#browser/search-params.ts';
import { readClosed, toggleClosed } from './closed-groups.ts';
import { readListSearch } from './list-search.ts';
import { nextSort, printColumns, printSort, readColumns, readSort } from './list-spelling.ts';

describe('the link of a list', () => {
  test('says nothing of what is as usual', () => {
    expect(printSort(readSort('name'))).toBeUndefined();
    expect(printColumns(readColumns('owner,ipv4,os,state,seen'))).toBeUndefined();
    expect(readListSearch({ filter: '', density: 'normal' })).toEqual({});
  });

  test('keeps several columns of an order, and the order of the columns', () => {
    const search = readListSearch(parseQuery('sort=-seen,name&columns=seen,custom:site,owner&group=custom:site'));
    expect(search).toEqual({ sort: '-seen,name', columns: 'seen,custom:site,owner', group: 'custom:site' });
    expect(printQuery(search)).toBe('?sort=-seen,name&columns=seen,custom:site,owner&group=custom:site');
  });

  test('drops what it cannot read, and nothing else', () => {
    expect(printSort(readSort('colour,-ipv4,ipv4,constructor'))).toBe('-ipv4');
    expect(readColumns('__proto__,os,os')).toEqual(['os']);
    expect(readListSearch(parseQuery('closed=prod&density=dense&sort=%3Cb%3E'))).toEqual({});
  });

  test('can ask for Machine alone', () => {
    expect(printColumns([])).toBe('name');
    expect(readColumns('name')).toEqual([]);
  });

  test('reads whatever stands in it, and reads what it wrote the same way', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('filter', 'sort', 'columns', 'group', 'closed'), fc.string()),
        (any) => {
          const once = readListSearch(any);
          expect(readListSearch(parseQuery(printQuery(once).slice(1)))).toEqual(once);
        },
      ),
    );
  });
});

describe('a press on a head', () => {
  const after = (text: string, column: string, isAdded: boolean) =>
    printSort(nextSort(readSort(text), column, isAdded)) ?? 'usual';

  test('sorts by the column alone, then turns it round', () => {
    expect(after('', 'ipv4', false)).toBe('ipv4');
    expect(after('ipv4', 'ipv4', false)).toBe('-ipv4');
    expect(after('-ipv4', 'ipv4', false)).toBe('ipv4');
    expect(after('os,ipv4', 'ipv4', false)).toBe('ipv4');
  });

  test('with Shift adds the column, turns it round, and takes it out again', () => {
    expect(after('os', 'ipv4', true)).toBe('os,ipv4');
    expect(after('os,ipv4', 'ipv4', true)).toBe('os,-ipv4');
    expect(after('os,-ipv4', 'ipv4', true)).toBe('os');
    expect(after('-os', 'os', true)).toBe('usual');
  });
});

describe('folded groups', () => {
  test('stay short in a link when all but one are folded', () => {
    const isClosed = readClosed('*,prod');
    expect([isClosed('prod'), isClosed('db')]).toEqual([false, true]);
    expect(toggleClosed('*,prod', 'prod')).toBe('*');
  });

  test('may be called what turns the others round', () => {
    const text = toggleClosed(undefined, '*');
    expect([readClosed(text)('*'), readClosed(text)('prod')]).toEqual([true, false]);
  });

  test('are told apart whatever they are called', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1, unit: 'grapheme' })), fc.string(), (keys, other) => {
        const text = keys.reduce<string | undefined>(toggleClosed, undefined);
        for (const key of keys) expect(readClosed(text)(key)).toBe(true);
        expect(readClosed(text)(other)).toBe(keys.includes(other));
        expect(keys.reduce<string | undefined>(toggleClosed, text)).toBeUndefined();
      }),
    );
  });

  test('of a link that was cut short do no harm', () => {
    expect(readClosed('prod,%E0%A4%')('prod')).toBe(true);
  });
});
