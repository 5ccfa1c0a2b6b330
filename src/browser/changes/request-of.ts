import { endpointPath, matchEndpoint } from '#contract/endpoint-path.ts';
import { type EndpointName, endpoints } from '#contract/endpoints.ts';
import type { Change, Entry } from './change.ts';

/** A request as it is shown, logged and handed on: method, path with its /api/v2, body. */
export type Request = Entry['request'];

/** What a change sends. Throws TypeError when a parameter does not match its pattern. */
export function requestOf<N extends EndpointName>(call: Change<N>['call']): Request {
  return {
    method: endpoints[call.name].method,
    path: `/api/v2${endpointPath(call.name, call.parameters)}`,
    body: call.body,
  };
}

/** Which call of the contract a request is, and with which parameters; undefined for none. */
export function callOf(
  request: Request,
): { readonly name: EndpointName; readonly parameters: Readonly<Record<string, string>> } | undefined {
  let segments: string[];
  try {
    segments = request.path.split('/').slice(3).map(decodeURIComponent);
  } catch {
    // Not written by this page.
    return undefined;
  }
  const match = matchEndpoint(request.method, segments);
  return match.kind === 'found' ? match : undefined;
}
