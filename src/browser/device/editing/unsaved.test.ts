import { expect, test } from 'vitest';
import { linesOf } from './unsaved.ts';

test('what a person wanted is told line by line, without what it was begun on', () => {
  const draft = {
    intent: { approve: ['10.0.0.0/16', '10.30.0.0/16'], withdraw: [] },
    added: ['10.30.0.0/16'],
    text: '10.99.',
    opened: { advertised: ['10.20.0.0/16'], enabled: ['10.20.0.0/16'] },
    own: ['192.168.1.0/24'],
    since: 'entry',
    undo: { entry: 'entry', approve: ['10.0.0.0/16'], withdraw: [] },
    isAsked: false,
  };
  expect(linesOf('routes', draft)).toEqual([
    'routes: approve 10.0.0.0/16',
    'routes: approve 10.30.0.0/16',
    'routes: text 10.99.',
  ]);
  expect(linesOf('name', null)).toEqual([]);
});
