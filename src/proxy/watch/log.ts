import { pino } from 'pino';
import type { LogEntry } from '#proxy/proxy.ts';
import { createRedactor } from '#proxy/redact.ts';

export const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof logLevels)[number];

/** What may stand beside the words of a line: plain values under names of our own, never something that was sent. */
type Facts = Readonly<Record<string, string | number | boolean | null>>;

export type Log = {
  /** One line per request: what went well is of interest when it was a write, what did not always is. */
  readonly request: (entry: LogEntry) => void;
  readonly event: (level: Exclude<LogLevel, 'silent'>, words: string, facts?: Facts) => void;
  /** The words of an exception may quote a key or a body: its name, code and places are kept, its message is not. */
  readonly failure: (level: 'fatal' | 'error', words: string, error: unknown) => void;
};

export type LogOptions = {
  readonly level: LogLevel;
  /** Takes one line with its line break. */
  readonly write: (line: string) => void;
  /** What may stand in no line, as it is by then. */
  readonly secrets: () => readonly string[];
  /** Lines for a person at a terminal in the place of JSON. */
  readonly forPeople?: boolean;
};

/**
 * The log of the process: a line of JSON per event, with the time in UTC. Every field is chosen here, so that no header,
 * path, query or body ever stands in it, and each line is searched for keys once more before it is written.
 */
export function createLog({ level, write, secrets, forPeople = false }: LogOptions): Log {
  const redact = createRedactor(secrets);
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      messageKey: 'message',
    },
    { write: (line: string) => write(redact.text(forPeople ? sentence(line) : line)) },
  );
  return {
    request: (entry) => {
      const { method, endpoint, status, ms, requestId, code, clientGone } = entry;
      logger[levelOf(entry)]({ method, endpoint, status, ms, requestId, code, clientGone }, 'request');
    },
    event: (at, words, facts = {}) => logger[at](facts, words),
    failure: (at, words, error) => {
      logger[at](factsOf(error), words);
    },
  };
}

function levelOf({ method, status, code }: LogEntry): 'error' | 'warn' | 'info' | 'debug' {
  if (code === 'internal_error') return 'error';
  // Browsers open connections beforehand and may never use them.
  if (status >= 400) return code === 'request_timeout' ? 'debug' : 'warn';
  return method === 'GET' || method === 'HEAD' ? 'debug' : 'info';
}

function factsOf(error: unknown): Facts {
  if (!(error instanceof Error)) return { thrown: typeof error };
  const places = (error.stack ?? '')
    .replace(error.message, '')
    .split('\n')
    .filter((line) => /^ {4}at \S.*:\d+:\d+\)?$/.test(line));
  const code =
    'code' in error && typeof error.code === 'string' && /^[A-Z_]{1,40}$/.test(error.code) ? error.code : null;
  return { name: error.name, code, stack: places.slice(0, 8).join('\n') };
}

/** "17:12:03 warn  request method=POST status=503 …" out of a line of JSON. */
function sentence(line: string): string {
  // Reason for the cast: pino wrote the line a moment ago, from the facts above.
  const { time, level, message, ...facts } = JSON.parse(line) as Record<string, string | number | boolean | null>;
  const pairs = Object.entries(facts).flatMap(([name, value]) =>
    value === null || value === false ? [] : [`${name}=${value}`],
  );
  return `${String(time).slice(11, 19)} ${String(level).padEnd(5)} ${[message, ...pairs].join(' ')}\n`;
}
