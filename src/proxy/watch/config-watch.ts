import { isIP } from 'node:net';
import { ConfigError } from '#proxy/config-error.ts';
import { type LogLevel, logLevels } from './log.ts';

/** How the process is watched: by its log, and by a listener of its own for whoever counts. */
export type WatchConfig = {
  readonly logLevel: LogLevel;
  /** Where metrics and health are told without the console; undefined for nowhere, port 0 for any free one. */
  readonly listener: { readonly host: string; readonly port: number } | undefined;
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads TAILBOARD_LOG_LEVEL, TAILBOARD_METRICS_PORT and TAILBOARD_METRICS_HOST. Throws ConfigError. */
export function readWatch(environment: Environment): WatchConfig {
  return { logLevel: readLevel(environment['TAILBOARD_LOG_LEVEL']), listener: readListener(environment) };
}

function readLevel(given: string | undefined): LogLevel {
  const level = logLevels.find((known) => known === (given || 'info'));
  if (level === undefined) throw new ConfigError(`TAILBOARD_LOG_LEVEL must be one of ${logLevels.join(', ')}.`);
  return level;
}

function readListener(environment: Environment): WatchConfig['listener'] {
  const port = environment['TAILBOARD_METRICS_PORT'];
  const host = environment['TAILBOARD_METRICS_HOST'];
  if (!port) {
    if (host) throw new ConfigError('TAILBOARD_METRICS_HOST is set without TAILBOARD_METRICS_PORT.');
    return undefined;
  }
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new ConfigError('TAILBOARD_METRICS_PORT must be a whole number from 0 to 65535.');
  }
  if (host && isIP(host) === 0) {
    throw new ConfigError('TAILBOARD_METRICS_HOST must be an IP address, such as 127.0.0.1 or 0.0.0.0.');
  }
  return { host: host || '127.0.0.1', port: Number(port) };
}
