import { isUtf8 } from 'node:buffer';
import { STATUS_CODES } from 'node:http';
import type { HeaderLookup, UpstreamAnswer } from './forward.ts';
import type { Redactor } from './redact.ts';
import { Refusal } from './refusal.ts';

/** Bodies up to this size are parsed whole; above, a device list of megabytes would hold up everybody else. */
const parsedWholeBytes = 1024 * 1024;
const longestMessage = 2000;

/** What may be passed on of an answer: a JSON body, or the words of an error that the API made. */
export type Judged =
  | {
      readonly kind: 'success';
      readonly status: number;
      readonly body: Buffer;
      /** The value of the body, undefined where a large one is none. */ readonly json: () => unknown;
    }
  | { readonly kind: 'error'; readonly status: number; readonly message: string };

/**
 * Decides what the browser gets to see of an answer. Throws a Refusal for redirects, for a refused key, and for all
 * that is not complete JSON, so that nothing of a foreign page, nor half a list, is ever taken for an answer.
 */
export function judgeAnswer(answer: UpstreamAnswer, writes: boolean, redact: Redactor): Judged {
  const { status, body } = answer;
  if (status === 0 || (status >= 300 && status < 400)) throw new Refusal('upstream_redirect');
  if (status === 401) throw new Refusal('upstream_auth_failed');
  // A browser repeats a POST by itself when it is answered 408.
  if (status === 408) throw new Refusal('upstream_timeout');
  if (status < 200 || status > 599 || status === 206) throw new Refusal('upstream_bad_response');
  const type = (answer.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const isJson = /^application\/([\w.-]+\+)?json$/.test(type);

  if (status >= 400) return { kind: 'error', status, message: redact.text(errorMessage(status, body, isJson)) };
  // Writes answer null, {} or nothing, depending on the call (https://tailscale.com/api promises {}); all mean "done".
  if (writes && (isJson || type === '' || type === 'text/plain') && isNothing(body)) {
    return { kind: 'success', status: 200, body: Buffer.from('null'), json: () => null };
  }
  const isLarge = body.length > parsedWholeBytes;
  const value = isJson && !isLarge ? parse(body) : undefined;
  if (!isJson || (isLarge ? !isEnclosed(body) : value === undefined)) throw new Refusal('upstream_bad_response');
  const shown = redact.bytes(body);
  return { kind: 'success', status, body: shown, json: () => (shown === body && !isLarge ? value : parse(shown)) };
}

function isNothing(body: Buffer): boolean {
  return body.length <= 16 && /^\s*(null|\{\s*\})?\s*$/.test(body.toString('latin1'));
}

function errorMessage(status: number, body: Buffer, isJson: boolean): string {
  const fallback = STATUS_CODES[status] ?? 'Error';
  if (body.length === 0) return fallback;
  const value = isJson && body.length <= parsedWholeBytes ? parse(body) : undefined;
  if (value === undefined) throw new Refusal('upstream_bad_response');
  const message = typeof value === 'object' && value !== null && 'message' in value ? value.message : undefined;
  return typeof message === 'string' && message !== '' ? message.slice(0, longestMessage) : fallback;
}

function isEnclosed(body: Buffer): boolean {
  const first = body.subarray(0, 64).toString('latin1').trimStart().at(0);
  const last = body.subarray(-64).toString('latin1').trimEnd().at(-1);
  return (first === '{' && last === '}') || (first === '[' && last === ']');
}

/** The value of a JSON body, undefined when it is none (no JSON text means undefined). */
function parse(body: Buffer): unknown {
  if (!isUtf8(body)) return undefined;
  const text = body.toString('utf8');
  try {
    return JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}

/** Retry-After, in seconds or as a date, as whole seconds from 1 to 3600; undefined when absent or unreadable. */
export function retryAfterSeconds(headers: HeaderLookup, now: number): string | undefined {
  const given = headers.get('retry-after')?.trim();
  if (!given) return undefined;
  const seconds = /^\d+$/.test(given) ? Number(given) : Math.ceil((Date.parse(given) - now) / 1000);
  return Number.isNaN(seconds) ? undefined : String(Math.min(3600, Math.max(1, seconds)));
}
