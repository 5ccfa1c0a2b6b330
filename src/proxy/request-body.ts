import * as v from 'valibot';
import type { Endpoint } from '#contract/endpoint.ts';
import { headerLines } from './headers.ts';
import type { PlainRequest } from './plain-answer.ts';
import { readBytes } from './read-bytes.ts';
import { Refusal } from './refusal.ts';

/** No request body of the API is nested deeper than four. */
const maxDepth = 16;

/**
 * The body of a write, read by the row's schema and written anew, so that no byte of the client's goes upstream: the
 * API's decoder takes the last of two equal keys and ignores their case, and would read another body than we checked.
 * Undefined for a row that takes none. Throws `invalid_body` naming the field, never the value, or `body_too_large`.
 */
export async function readRequestBody(
  request: PlainRequest,
  rawHeaders: readonly string[],
  schema: Endpoint['body'],
  maxBytes: number,
): Promise<string | undefined> {
  if (headerLines(rawHeaders, 'content-length').some((length) => Number(length) > maxBytes)) {
    throw new Refusal('body_too_large');
  }
  // The rest of a larger one is thrown away: an answer given before the end of the body is easily lost in a reset.
  const bytes = await readBytes(request.body, maxBytes, 8 * maxBytes).catch(() => {
    throw new Refusal('invalid_body', 'The request body ended too early.');
  });
  if (bytes === undefined) throw new Refusal('body_too_large');
  if (schema === null) {
    if (bytes.length > 0) throw new Refusal('invalid_body', 'This call takes no request body.');
    return undefined;
  }
  const value = parseJson(bytes);
  checkShape(value);
  const parsed = v.safeParse(schema, value, { abortEarly: true });
  if (!parsed.success) throw new Refusal('invalid_body', complaint(v.getDotPath(parsed.issues[0])));
  return JSON.stringify(parsed.output);
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    // The error of JSON.parse quotes the body.
    throw new Refusal('invalid_body', 'The request body is not JSON.');
  }
}

/** Walks without recursion: a body of 100,000 brackets parses, and then overflows the stack of whoever walks it. */
function checkShape(root: unknown): void {
  const open: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= maxDepth) throw new Refusal('invalid_body', 'The request body is nested too deeply.');
    for (const [key, inner] of Object.entries(value)) {
      if (!Array.isArray(value) && key in Object.prototype) throw new Refusal('invalid_body', complaint(key));
      open.push({ value: inner, depth: depth + 1 });
    }
  }
}

function complaint(field: string | null): string {
  const known = field !== null && /^[\w:.-]{1,160}$/.test(field);
  return known ? `The request body is not valid at "${field}".` : 'The request body is not valid.';
}
