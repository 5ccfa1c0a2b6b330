import { ApiError } from '#browser/api/api-error.ts';
import type { Routes } from '#browser/api/queries.ts';
import { ChangeError } from '#browser/changes/send-change.ts';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contains, parsePrefix, routeKey, sortRoutes } from '#contract/prefix.ts';
import { refusalWords } from './refusal-words.ts';
import { WriteError } from '#browser/device/failure/write-error.ts';
import {
  type RoutesIntent,
  applyRoutes,
  approvalWords,
  changesBetween,
  exitNodeOf,
  hasSameApprovals,
  intentOf,
  keysOf,
  mergeIntents,
  noIntent,
  requestedRoutes,
  routeRows,
  stage,
} from './subnet-routes.schema.ts';
import { readPrefix } from './typed-prefix.ts';

const edge: Routes = {
  advertised: ['10.0.0.0/16', '10.20.0.0/16', '192.168.1.0/24', '0.0.0.0/0', '::/0'],
  enabled: ['0.0.0.0/0', '10.20.0.0/16', '192.168.1.0/24', '::/0'],
};

const ipv4 = fc.tuple(fc.nat(0xffff_ffff), fc.integer({ min: 1, max: 32 })).map(([address, length]) => {
  const network = length === 32 ? address : (address & ~(0xffff_ffff >>> length)) >>> 0;
  return `${[24, 16, 8, 0].map((shift) => (network >>> shift) & 255).join('.')}/${length}`;
});
/** Two groups of an IPv6 network as numbers, spelled by the reader of each test. */
const ipv6Groups = fc.tuple(fc.integer({ min: 1, max: 0xffff }), fc.nat(0xffff));
const ipv6 = ipv6Groups.map(
  ([first, second]) => parsePrefix(`${first.toString(16)}:${second.toString(16)}::/32`)?.text ?? '',
);
const route = fc.oneof(ipv4, ipv6, fc.constantFrom('0.0.0.0/0', '::/0', 'not-a-prefix'));
const routeList = fc.uniqueArray(route, { maxLength: 8 });
const routes = fc.record({ advertised: routeList, enabled: routeList });
const intents = fc.record({ approve: routeList, withdraw: routeList });

describe('spelling of prefixes', () => {
  test.each([
    ['FD00:0:0:0::/64', 'fd00::/64'],
    ['fd00:0000:0000:0000:0000:0000:0000:0000/64', 'fd00::/64'],
    ['2001:db8:0:1:1:1:1:1/128', '2001:db8:0:1:1:1:1:1/128'],
    ['64:ff9b::10.0.0.0/104', '64:ff9b::a00:0/104'],
    ['10.0.0.0/8', '10.0.0.0/8'],
  ])('%s is known as %s', (typed, usual) => expect(routeKey(typed)).toBe(usual));

  test.each([
    '10.0.0.0',
    '10.0.0.5/16',
    '10.0.0.0/33',
    '10.0.0.0/016',
    '010.0.0.0/8',
    '10.0.0/8',
    '256.0.0.0/8',
    'fd00::/129',
    'fd00:::/64',
    'fd00::1::/64',
    '12345::/16',
    'g::/8',
    '1:2:3:4:5:6:7:8:9/64',
    '1:2:3:4:5:6:7/64',
    'fd00::1/64',
    '::ffff:10.0.0.0/104',
    'fe80::1%eth0/64',
    '/16',
    '',
  ])('%j is no prefix and stands for itself', (text) => {
    expect(parsePrefix(text)).toBeUndefined();
    expect(routeKey(text)).toBe(text);
  });

  test('an IPv6 prefix is the same in capitals, with leading zeros and uncompressed', () => {
    fc.assert(
      fc.property(ipv6Groups, ([first, second]) => {
        const long = [first, second, 0, 0, 0, 0, 0, 0].map((group) => group.toString(16).padStart(4, '0')).join(':');
        const short = `${first.toString(16)}:${second.toString(16)}::`;
        expect(routeKey(`${long.toUpperCase()}/32`)).toBe(routeKey(`${short}/32`));
      }),
    );
  });

  test('the usual spelling is its own usual spelling', () => {
    fc.assert(
      fc.property(route, (text) => {
        expect(routeKey(routeKey(text))).toBe(routeKey(text));
      }),
    );
  });

  test('IPv4 comes before IPv6 and 9 before 10, what is no prefix last', () => {
    expect(sortRoutes(['fd00::/64', 'odd', '10.0.0.0/8', '9.0.0.0/8', '10.0.0.0/16', '::/0', '0.0.0.0/0'])).toEqual([
      '0.0.0.0/0',
      '9.0.0.0/8',
      '10.0.0.0/8',
      '10.0.0.0/16',
      '::/0',
      'fd00::/64',
      'odd',
    ]);
  });

  test('a prefix contains itself and every longer one that begins with its bits', () => {
    const all = ['10.0.0.0/8', '10.20.0.0/16', '11.0.0.0/8', '::/0', 'fd00::/64'].flatMap(
      (text) => parsePrefix(text) ?? [],
    );
    const pairs = all.flatMap((outer) =>
      all.filter((inner) => contains(outer, inner)).map((inner) => `${outer.text} ${inner.text}`),
    );
    expect(pairs).toEqual([
      '10.0.0.0/8 10.0.0.0/8',
      '10.0.0.0/8 10.20.0.0/16',
      '10.20.0.0/16 10.20.0.0/16',
      '11.0.0.0/8 11.0.0.0/8',
      '::/0 ::/0',
      '::/0 fd00::/64',
      'fd00::/64 fd00::/64',
    ]);
  });
});

describe('folding an intent over the routes', () => {
  test('approves and withdraws, and leaves everything else as it came', () => {
    const after = applyRoutes(edge, { approve: ['10.0.0.0/16'], withdraw: ['192.168.1.0/24'] });
    expect(after.enabled).toEqual(['0.0.0.0/0', '10.0.0.0/16', '10.20.0.0/16', '::/0']);
    expect(after.advertised).toBe(edge.advertised);
  });

  test('either half of the exit node moves both', () => {
    expect(applyRoutes(edge, { approve: [], withdraw: ['::/0'] }).enabled).toEqual(['10.20.0.0/16', '192.168.1.0/24']);
    const half: Routes = { advertised: [], enabled: ['0.0.0.0/0'] };
    expect(applyRoutes(half, { approve: ['0.0.0.0/0'], withdraw: [] }).enabled).toEqual(['0.0.0.0/0', '::/0']);
  });

  test('another spelling of an approved prefix changes nothing', () => {
    const confirmed: Routes = { advertised: [], enabled: ['fd00::/64'] };
    expect(applyRoutes(confirmed, { approve: ['FD00:0:0:0::/64'], withdraw: [] })).toBe(confirmed);
    expect(applyRoutes(confirmed, { approve: [], withdraw: ['FD00:0:0:0::/64'] }).enabled).toEqual([]);
  });

  test('done twice is done once', () => {
    fc.assert(
      fc.property(routes, intents, (confirmed, intent) => {
        const once = applyRoutes(confirmed, intent);
        expect(applyRoutes(once, intent)).toBe(once);
      }),
    );
  });

  test('every approved prefix that no intent names is kept, spelled as it came', () => {
    fc.assert(
      fc.property(routes, intents, (confirmed, intent) => {
        const after = applyRoutes(confirmed, intent);
        const hasExit = [...intent.approve, ...intent.withdraw].some(
          (text) => exitNodeOf({ advertised: [], enabled: [text] }).approved.length > 0,
        );
        const named = keysOf([...intent.approve, ...intent.withdraw, ...(hasExit ? ['0.0.0.0/0', '::/0'] : [])]);
        const untouched = (list: readonly string[]) => list.filter((text) => !named.has(routeKey(text))).toSorted();
        expect(untouched(after.enabled)).toEqual(untouched(confirmed.enabled));
      }),
    );
  });

  test('what was asked for is what comes out', () => {
    fc.assert(
      fc.property(routes, intents, (confirmed, intent) => {
        const after = keysOf(applyRoutes(confirmed, intent).enabled);
        const withdrawn = keysOf(intent.withdraw);
        for (const key of withdrawn) expect(after.has(key)).toBe(false);
        const isExit = (key: string) => key === '0.0.0.0/0' || key === '::/0';
        const withdrawsExit = [...withdrawn].some(isExit);
        for (const key of keysOf(intent.approve))
          expect(after.has(key)).toBe(!withdrawn.has(key) && !(isExit(key) && withdrawsExit));
      }),
    );
  });

  test('the order and the spelling in which the server lists its routes do not matter', () => {
    fc.assert(
      fc.property(routes, intents, (confirmed, intent) => {
        const other = {
          advertised: confirmed.advertised,
          enabled: confirmed.enabled.map((text) => text.toUpperCase()).toReversed(),
        };
        const isPrefix = (text: string) => parsePrefix(text) !== undefined;
        fc.pre(confirmed.enabled.every(isPrefix));
        expect(hasSameApprovals(applyRoutes(confirmed, intent), applyRoutes(other, intent))).toBe(true);
      }),
    );
  });

  test('of two wishes for different prefixes the order does not matter, so a refused one leaves the other whole', () => {
    fc.assert(
      fc.property(
        routes,
        fc.uniqueArray(ipv4, { minLength: 2, maxLength: 2 }),
        fc.boolean(),
        (confirmed, [one = '', other = ''], isApproval) => {
          const first: RoutesIntent = { approve: [one], withdraw: [] };
          const second: RoutesIntent = isApproval
            ? { approve: [other], withdraw: [] }
            : { approve: [], withdraw: [other] };
          const forth = applyRoutes(applyRoutes(confirmed, first), second);
          const back = applyRoutes(applyRoutes(confirmed, second), first);
          expect(hasSameApprovals(forth, back)).toBe(true);
        },
      ),
    );
  });

  test('the request lists subnets first and the exit node last', () => {
    expect(requestedRoutes(edge)).toEqual(['10.20.0.0/16', '192.168.1.0/24', '0.0.0.0/0', '::/0']);
  });
});

describe('rows', () => {
  test('a route waits, is approved, is approved only, or is neither', () => {
    const mixed: Routes = { advertised: ['10.0.0.0/16', '10.20.0.0/16'], enabled: ['10.20.0.0/16', '10.30.0.0/16'] };
    expect(routeRows(mixed, ['10.40.0.0/16']).map(({ prefix, state }) => [prefix, state])).toEqual([
      ['10.0.0.0/16', 'waiting'],
      ['10.20.0.0/16', 'approved'],
      ['10.30.0.0/16', 'unadvertised'],
      ['10.40.0.0/16', 'neither'],
    ]);
    expect(approvalWords(mixed)).toBe('1 of 2 approved, 1 not advertised');
  });

  test('the exit node has no row among the subnets and waits until every half that is advertised is approved', () => {
    expect(routeRows(edge).map(({ prefix }) => prefix)).toEqual(['10.0.0.0/16', '10.20.0.0/16', '192.168.1.0/24']);
    expect(exitNodeOf(edge).state).toBe('approved');
    expect(exitNodeOf({ ...edge, enabled: ['0.0.0.0/0'] })).toMatchObject({
      state: 'waiting',
      approved: ['0.0.0.0/0'],
    });
    expect(exitNodeOf({ advertised: [], enabled: ['::/0', '0.0.0.0/0'] }).state).toBe('unadvertised');
    expect(exitNodeOf({ advertised: ['10.0.0.0/8'], enabled: [] }).state).toBe('neither');
  });
});

describe('staging', () => {
  test('a tick set and cleared again is no change', () => {
    const ticked = stage(noIntent, edge, '10.0.0.0/16', true);
    expect(ticked.approve).toEqual(['10.0.0.0/16']);
    expect(stage(ticked, edge, '10.0.0.0/16', false)).toEqual(noIntent);
  });

  test('the exit node is staged as both routes and counted as one change', () => {
    const cleared = stage(noIntent, edge, '0.0.0.0/0', false);
    const changes = changesBetween(edge, applyRoutes(edge, cleared));
    expect(changes).toEqual([{ kind: 'withdraw', prefix: 'Exit node', isExitNode: true }]);
    expect(intentOf(changes)).toEqual({ approve: [], withdraw: ['0.0.0.0/0', '::/0'] });
    expect(stage(cleared, edge, '::/0', true)).toEqual(noIntent);
  });

  test('half an exit node becomes a whole one', () => {
    const half: Routes = { advertised: ['0.0.0.0/0', '::/0'], enabled: ['0.0.0.0/0'] };
    const after = applyRoutes(half, stage(noIntent, half, '0.0.0.0/0', true));
    expect(after.enabled).toEqual(['0.0.0.0/0', '::/0']);
    expect(changesBetween(half, after)).toHaveLength(1);
  });

  test('a draft stands for wishes: it survives a list that changed on the server', () => {
    const draft = stage(noIntent, edge, '10.0.0.0/16', true);
    const later: Routes = { ...edge, enabled: [...edge.enabled, '10.30.0.0/16'] };
    expect(changesBetween(later, applyRoutes(later, draft)).map(({ prefix }) => prefix)).toEqual(['10.0.0.0/16']);
    expect(applyRoutes(later, draft).enabled).toContain('10.30.0.0/16');
  });

  test('a refused change staged again has the last word over the draft', () => {
    const draft: RoutesIntent = { approve: ['10.0.0.0/16'], withdraw: ['0.0.0.0/0', '::/0'] };
    expect(mergeIntents(draft, { approve: ['::/0'], withdraw: ['10.20.0.0/16'] })).toEqual({
      approve: ['10.0.0.0/16', '::/0'],
      withdraw: ['10.20.0.0/16'],
    });
  });

  test('the changes between two states, carried out, make one of the other', () => {
    fc.assert(
      fc.property(routes, intents, (confirmed, intent) => {
        const after = applyRoutes(confirmed, intent);
        const again = applyRoutes(confirmed, intentOf(changesBetween(confirmed, after)));
        const subnets = (state: Routes) =>
          [...keysOf(state.enabled)].filter((key) => key !== '0.0.0.0/0' && key !== '::/0').toSorted();
        expect(subnets(again)).toEqual(subnets(after));
      }),
    );
  });
});

describe('typing a prefix', () => {
  const rows = routeRows(edge);
  const sentence = (text: string) => {
    const typed = readPrefix(text, rows);
    return typed.kind === 'bad' ? typed.sentence : typed.kind;
  };
  const suggestion = (text: string) => {
    const typed = readPrefix(text, rows);
    return typed.kind === 'bad' ? typed.suggestion : undefined;
  };

  test.each([
    [' 10.30.0.0/16 ', '10.30.0.0/16'],
    ['10.30.0.0 / 16', '10.30.0.0/16'],
    ['FD00:30:0:0::/64', 'fd00:30::/64'],
    ['203.0.113.7/32', '203.0.113.7/32'],
  ])('%j is read as %s', (text, prefix) => expect(readPrefix(text, rows)).toMatchObject({ kind: 'ok', prefix }));

  test.each([
    ['10.0.0.5/16', '10.0.0.5/16 has host bits set. Use 10.0.0.0/16.', '10.0.0.0/16'],
    ['fd00::1/64', 'fd00::1/64 has host bits set. Use fd00::/64.', 'fd00::/64'],
    ['10.30.0.0', 'A length is missing. Use 10.30.0.0/16 for example.', '10.30.0.0/16'],
    ['10.30.0.7', 'A length is missing. Use 10.30.0.7/32 for this one address.', '10.30.0.7/32'],
    ['fd00:30::', 'A length is missing. Use fd00:30::/32 for example.', 'fd00:30::/32'],
    ['10.30.0.0/255.255.0.0', 'Write the mask as a length: 10.30.0.0/16.', '10.30.0.0/16'],
    ['::ffff:10.0.0.0/104', 'This is IPv4 written as IPv6, which is no route. Use 10.0.0.0/8.', '10.0.0.0/8'],
    ['::ffff:a00:0/104', 'This is IPv4 written as IPv6, which is no route. Use 10.0.0.0/8.', '10.0.0.0/8'],
  ])('%s is mended', (text, words, mended) => {
    expect(sentence(text)).toBe(words);
    expect(suggestion(text)).toBe(mended);
  });

  test.each([
    ['0.0.0.0/0', '0.0.0.0/0 is one half of the exit node. Tick Exit node instead.'],
    ['::/0', '::/0 is one half of the exit node. Tick Exit node instead.'],
    ['10.0.0.0/16', '10.0.0.0/16 is in the list above. Tick it there.'],
    ['10.20.0.0/16', '10.20.0.0/16 is in the list above, ticked already.'],
    ['10.0.0.0/33', 'The length after the slash is a number from 0 to 32 for IPv4.'],
    ['fd00::/200', 'The length after the slash is a number from 0 to 128 for IPv6.'],
    ['10.1.0.0/16, 10.2.0.0/16', 'Add one prefix at a time.'],
    ['10.1.0.0 10.2.0.0', 'Add one prefix at a time.'],
    ['010.0.0.0/8', 'Leave out leading zeros: some readers take them for octal.'],
    ['', 'empty'],
  ])('%j is answered: %s', (text, words) => expect(sentence(text)).toBe(words));

  test('a name is told what a prefix looks like', () => {
    expect(sentence('office')).toBe(
      'This is not a prefix. Use an address and a length, such as 10.30.0.0/16 or fd00:30::/64.',
    );
  });

  test('near-duplicates, overlaps and addresses of the tailnet are named and allowed', () => {
    const remarks = (text: string) => {
      const typed = readPrefix(text, rows);
      return typed.kind === 'ok' ? typed.remarks : undefined;
    };
    expect(remarks('10.20.0.0/24')).toEqual(['10.20.0.0/16 is in the list too: the same network with another length.']);
    expect(remarks('10.20.9.0/24')).toEqual(['10.20.9.0/24 lies inside 10.20.0.0/16, which is in the list too.']);
    expect(remarks('192.0.0.0/4')).toEqual(['192.0.0.0/4 covers 192.168.1.0/24, which is in the list too.']);
    expect(remarks('100.100.0.0/16')?.[0]).toContain('touches the addresses of the tailnet itself');
    expect(remarks('fd7a:115c:a1e0:1::/64')?.[0]).toContain('touches the addresses of the tailnet itself');
    expect(remarks('172.16.0.0/12')).toEqual([]);
  });

  test('whatever is typed, what comes out is a prefix as the server keeps it, and a suggestion is one too', () => {
    const anything = fc.oneof(fc.string(), ipv4, ipv6, fc.stringMatching(/^[0-9a-fA-F:./ ]{0,24}$/));
    fc.assert(
      fc.property(anything, (text) => {
        const typed = readPrefix(text, []);
        const result = typed.kind === 'ok' ? typed.prefix : typed.kind === 'bad' ? typed.suggestion : undefined;
        expect(result && parsePrefix(result)?.text).toBe(result);
      }),
      { numRuns: 500 },
    );
  });
});

describe('words for a failed write', () => {
  const intent: RoutesIntent = { approve: ['10.0.0.0/16'], withdraw: ['0.0.0.0/0', '::/0'] };

  test('a refusal keeps the words of the server and the id of the request', () => {
    const reason = new ApiError('invalid Prefix', { kind: 'invalid', status: 400, requestId: 'REQ-1' });
    expect(refusalWords(intent, new ChangeError('refused', reason, 'made-up'))).toEqual({
      title: 'The server refused to approve 10.0.0.0/16 and withdraw the exit node (400).',
      body: '',
      quote: 'invalid Prefix',
      requestId: 'REQ-1',
    });
  });

  test('words that the page made up itself are not put into the mouth of the server', () => {
    const reason = new ApiError('You are offline.', { kind: 'offline' });
    expect(refusalWords(intent, new WriteError('not-sent', reason)).quote).toBeUndefined();
  });
});
