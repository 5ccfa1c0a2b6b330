import { type EndpointMatch, matchEndpoint } from '#contract/endpoint-path.ts';
import { Refusal } from './refusal.ts';

/** Which row of the table a request is, about `ownTailnet` or "-". Throws a Refusal for everything that is none. */
export function findEndpoint(
  method: string,
  [api, version, ...segments]: readonly string[],
  ownTailnet: string,
): Extract<EndpointMatch, { kind: 'found' }> {
  const match = api === 'api' && version === 'v2' ? matchEndpoint(method, segments) : { kind: 'unknown' as const };
  if (match.kind === 'bad-parameter') throw new Refusal('bad_request_target');
  if (match.kind === 'method-not-allowed') {
    throw new Refusal('method_not_allowed', undefined, { allow: match.allow.join(', ') });
  }
  const tailnet = match.kind === 'found' ? (match.parameters['tailnet'] ?? '-') : '-';
  if (match.kind === 'unknown' || (tailnet !== '-' && tailnet !== ownTailnet)) throw new Refusal('unknown_endpoint');
  return match;
}
