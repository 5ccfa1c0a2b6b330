import { expect, test } from 'vitest';
import { ConfigError } from '#proxy/config-error.ts';
import { readWatch } from './config-watch.ts';

test('without anything set, the log tells of writes and troubles, and nobody counts', () => {
  expect(readWatch({})).toEqual({ logLevel: 'info', listener: undefined });
  expect(readWatch({ TAILBOARD_LOG_LEVEL: '', TAILBOARD_METRICS_PORT: '', TAILBOARD_METRICS_HOST: '' })).toEqual(
    readWatch({}),
  );
});

test('a port alone offers metrics to this machine', () => {
  expect(readWatch({ TAILBOARD_METRICS_PORT: '9464' }).listener).toEqual({ host: '127.0.0.1', port: 9464 });
});

test('an address offers them to others', () => {
  const environment = { TAILBOARD_METRICS_PORT: '9464', TAILBOARD_METRICS_HOST: '::', TAILBOARD_LOG_LEVEL: 'debug' };
  expect(readWatch(environment)).toEqual({ logLevel: 'debug', listener: { host: '::', port: 9464 } });
});

test.each([
  [
    { TAILBOARD_LOG_LEVEL: 'loud' },
    'TAILBOARD_LOG_LEVEL must be one of silent, fatal, error, warn, info, debug, trace.',
  ],
  [{ TAILBOARD_METRICS_PORT: '70000' }, 'TAILBOARD_METRICS_PORT must be a whole number from 0 to 65535.'],
  [{ TAILBOARD_METRICS_PORT: 'http' }, 'TAILBOARD_METRICS_PORT must be a whole number from 0 to 65535.'],
  [{ TAILBOARD_METRICS_HOST: '0.0.0.0' }, 'TAILBOARD_METRICS_HOST is set without TAILBOARD_METRICS_PORT.'],
  [
    { TAILBOARD_METRICS_PORT: '9464', TAILBOARD_METRICS_HOST: 'metrics.example' },
    'TAILBOARD_METRICS_HOST must be an IP address, such as 127.0.0.1 or 0.0.0.0.',
  ],
])('%j stops the start with a sentence', (environment, sentence) => {
  expect(() => readWatch(environment)).toThrow(new ConfigError(sentence));
});
