import * as v from 'valibot';
import { type Answer, refusal } from './answer.ts';

export type ReadBody = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly answer: Answer };

/**
 * Reads a request body by its row's schema. `json: unknown field "x"` is the server's own sentence; the others are
 * worded after Go's decoder, because what the server says of them is not established.
 */
export function readBody(schema: v.GenericSchema | null, text: string | null): ReadBody {
  if (schema === null) return { ok: true, value: null };
  if (!text) return refuse('EOF');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('invalid character in JSON body');
  }
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return { ok: true, value: parsed.output };
  const [issue] = parsed.issues;
  const field = (issue.path ?? []).map((part) => String(part.key)).join('.');
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    return refuse(`json: unknown field "${String(issue.path?.at(-1)?.key)}"`);
  }
  if (issue.received === 'undefined') return refuse(`missing field "${field}"`);
  if (issue.kind === 'schema' && issue.type !== 'union') {
    return refuse(`json: cannot unmarshal ${jsonType(issue.input)} into ${field || 'body'} of type ${issue.type}`);
  }
  return refuse(`invalid value for ${field || 'body'}`);
}

function refuse(message: string): ReadBody {
  return { ok: false, answer: refusal(400, message) };
}

function jsonType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
