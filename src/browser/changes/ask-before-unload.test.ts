import { expect, test } from 'vitest';
import { createActivityLog } from './activity-log.ts';
import { askBeforeUnload } from './ask-before-unload.ts';
import { logEntry } from './testing/log-entry.ts';

/** A page with its log, and whether leaving it asks. */
function leaving() {
  const page = new EventTarget();
  const log = createActivityLog(undefined);
  askBeforeUnload(page, log);
  return { log, asks: () => !page.dispatchEvent(new Event('beforeunload', { cancelable: true })) };
}

test('leaving the page asks from the first moment of a change until its end is known', () => {
  const { log, asks } = leaving();
  expect(asks()).toBe(false);
  log.add(logEntry('1', { outcome: 'waiting' }));
  expect(asks()).toBe(true);
  log.update('1', { outcome: 'sending' });
  expect(asks()).toBe(true);
  log.update('1', { outcome: 'refused' });
  expect(asks()).toBe(false);
});

test('leaving the page asks as long as one of several changes is under way', () => {
  const { log, asks } = leaving();
  log.add(logEntry('1', { outcome: 'sending' }));
  log.add(logEntry('2', { outcome: 'waiting' }));
  log.update('1', { outcome: 'applied' });
  expect(asks()).toBe(true);
  log.remove('2');
  expect(asks()).toBe(false);
});
