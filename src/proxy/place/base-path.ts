import { type PlainAnswer, noBody } from '#proxy/plain-answer.ts';
import { Refusal } from '#proxy/refusal.ts';

/**
 * The request target below a base path, so that "/ops/tailboard/devices" is "/devices" to everything else; undefined
 * for what is not below it. Compared as the bytes that were sent: whoever spells the path in another way, is elsewhere.
 */
export function belowBase(target: string, basePath: string): string | undefined {
  return target.startsWith(`${basePath}/`) ? target.slice(basePath.length) : undefined;
}

/**
 * The answer to what is not below the base path: the path itself without its slash leads to the console, by a redirect
 * that holds nothing of the request. Throws a Refusal for everything else.
 */
export function outsideBase(
  method: string,
  target: string,
  basePath: string,
  headers: Readonly<Record<string, string>>,
): PlainAnswer {
  if (target.split('?', 1)[0] !== basePath) throw new Refusal('unknown_endpoint');
  if (method !== 'GET' && method !== 'HEAD') {
    throw new Refusal('method_not_allowed', undefined, { allow: 'GET, HEAD' });
  }
  const own = { 'cache-control': 'no-store', 'content-length': '0', location: `${basePath}/` };
  return { status: 308, headers: { ...headers, ...own }, body: noBody };
}
