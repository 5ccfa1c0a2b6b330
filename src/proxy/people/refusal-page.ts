import { headerLines } from '#proxy/headers.ts';
import type { Place } from '#proxy/place/config-place.ts';
import { pageHeaders } from '#proxy/place/framing.ts';
import type { PlainAnswer } from '#proxy/plain-answer.ts';
import { type ErrorAnswer, errorParts } from '#proxy/refusal.ts';

/**
 * What a browser shows where somebody opens a page and is not known or has no business here: a page of a sentence, as
 * nothing of the console is meant for them. It may be framed by those who may frame what was asked for, `target` below
 * the base path, so that a portal shows why a frame is empty. Undefined for other refusals, and for who does not ask for
 * a page.
 */
export function refusalPage(
  failure: ErrorAnswer,
  requestId: string,
  rawHeaders: readonly string[],
  place: Place,
  target: string | undefined,
): PlainAnswer | undefined {
  const title = titles[failure.code ?? ''];
  const wantsPage = headerLines(rawHeaders, 'accept').some((line) => /\btext\/html\b/i.test(line));
  if (title === undefined || !wantsPage) return undefined;
  const { headers } = errorParts(failure, requestId, pageHeaders(place, target));
  const html = `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width" />
  <meta name="color-scheme" content="light dark" />
  <link rel="stylesheet" href="${place.basePath}/refusal.css" />
  <title>${title} · Tailboard</title>
  <main>
    <h1>${title}</h1>
    <p>${failure.message}</p>
    <p>Request ${requestId}</p>
  </main>
</html>
`;
  const body = Buffer.from(html);
  const own = { 'content-type': 'text/html; charset=utf-8', 'content-length': String(body.length) };
  return { status: failure.status, headers: { ...headers, ...own }, body };
}

/** Their sentences are our own, with nothing in them that a page would read as markup. */
const titles: Readonly<Record<string, string>> = {
  identity_missing: 'Not signed in',
  identity_unavailable: 'Sign-in does not work',
  no_role: 'No access',
};
