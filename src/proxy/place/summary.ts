import { createHash } from 'node:crypto';
import { type ListedDevice, readDeviceList } from '#contract/device-list.ts';
import { endpoints } from '#contract/endpoints.ts';
import type { Summary } from '#contract/summary.ts';
import * as v from 'valibot';
import type { CallUpstream } from '#proxy/call-upstream.ts';
import { apiHeaders, isUnchanged } from '#proxy/headers.ts';
import { type PlainAnswer, noBody } from '#proxy/plain-answer.ts';
import { Refusal, errorAnswer } from '#proxy/refusal.ts';
import type { Target } from '#proxy/target.ts';

/** Counts what a tailnet asks of its admin at the moment `now`; `keyDays` is how long its keys last, where known. */
export type Summarise = (
  devices: readonly ListedDevice[],
  keyDays: number | null | undefined,
  now: number,
) => Promise<Summary>;

/** How long an answer serves everybody, and how long a failure does, so that tiles make no storm of one. */
const keptMs = 30_000;
const failureKeptMs = 5_000;

type Made =
  | { readonly kind: 'summary'; readonly body: Buffer; readonly etag: string; readonly at: string }
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly message: string;
      readonly retryAfter: string | undefined;
    };

/** True for the one address that is answered from the API's list and not forwarded to it. */
export function isSummary({ segments }: Target): boolean {
  return segments.length === 2 && segments[0] === 'api' && segments[1] === 'summary';
}

/**
 * Answers `GET /api/summary`. One reading of the list serves everybody who asks within half a minute, also those who ask
 * while it is under way. Rejects with a Refusal when the list cannot be had.
 */
export function createSummary(options: {
  readonly callUpstream: CallUpstream;
  readonly tailnet: string;
  readonly summarise: Summarise;
  /** Milliseconds since 1970, for judging; how long an answer is kept goes by a clock that nobody sets. */
  readonly now: () => number;
}): (method: string, target: Target, rawHeaders: readonly string[], requestId: string) => Promise<PlainAnswer> {
  const { callUpstream, tailnet } = options;
  let kept: { readonly made: Promise<Made>; until: number } | undefined;

  async function make(): Promise<Made> {
    const parameters = { tailnet };
    const [list, settings] = await Promise.all([
      callUpstream({ name: 'listDevices', parameters, query: '?fields=all' }),
      // Only for how early a key is warned about; a credential need not be allowed to read it.
      callUpstream({ name: 'getSettings', parameters }).catch(() => undefined),
    ]);
    if (list.judged.kind === 'error') return { ...list.judged, retryAfter: list.retryAfter };
    const answer = parsed(endpoints.listDevices.answer, list.judged.body);
    if (answer === undefined) throw new Refusal('upstream_bad_response');
    const told = settings?.judged.kind === 'success' ? settings.judged.body : Buffer.from('{}');
    const keyDays = parsed(endpoints.getSettings.answer, told)?.devicesKeyDurationDays;
    const now = options.now();
    const summary = await options.summarise(readDeviceList(answer.devices).devices, keyDays, now);
    const body = Buffer.from(JSON.stringify(summary));
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    return { kind: 'summary', body, etag, at: new Date(now).toUTCString() };
  }

  function current(): Promise<Made> {
    if (kept !== undefined && performance.now() < kept.until) return kept.made;
    const made = make();
    const entry = { made, until: Number.POSITIVE_INFINITY };
    kept = entry;
    const keep = (ms: number) => {
      entry.until = performance.now() + ms;
    };
    made.then(
      (result) =>
        keep(result.kind === 'summary' ? keptMs : Math.max(failureKeptMs, Number(result.retryAfter ?? 0) * 1000)),
      () => keep(failureKeptMs),
    );
    return made;
  }

  return async (method, target, rawHeaders, requestId) => {
    if (method !== 'GET') throw new Refusal('method_not_allowed', undefined, { allow: 'GET' });
    if (target.query) throw new Refusal('bad_request_target');
    const made = await current();
    if (made.kind === 'error') {
      const { status, message, retryAfter } = made;
      const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
      const code = status === 403 ? 'upstream_forbidden' : null;
      return errorAnswer({ status, code, message, headers }, requestId, apiHeaders);
    }
    const headers = {
      ...apiHeaders,
      'cache-control': 'private, no-cache',
      etag: made.etag,
      'last-modified': made.at,
      'x-request-id': requestId,
    };
    if (isUnchanged(rawHeaders, made.etag)) return { status: 304, headers, body: noBody };
    const type = { 'content-type': 'application/json; charset=utf-8', 'content-length': String(made.body.length) };
    return { status: 200, headers: { ...headers, ...type }, body: made.body };
  };
}

function parsed<const S extends v.GenericSchema>(schema: S, body: Buffer): v.InferOutput<S> | undefined {
  let told: unknown;
  try {
    told = JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
  const result = v.safeParse(schema, told);
  return result.success ? result.output : undefined;
}
