import type { EndpointMatch } from '#contract/endpoint-path.ts';
import type { Endpoint, ParameterName } from '#contract/endpoint.ts';
import { endpoints } from '#contract/endpoints.ts';
import { coversScope } from '#contract/rights.ts';
import { type Answer, noDevice, refusal } from './answer.ts';
import { addressHandlers } from './device-address.ts';
import { deviceHandlers } from './devices.ts';
import { directoryHandlers } from './directory.ts';
import { type Handlers } from './handlers.ts';
import { inviteHandlers } from './invites.ts';
import type { OAuthServer, TokenHolder } from './oauth-server.ts';
import { postureHandlers } from './posture.ts';
import { readBody } from './request-body.ts';
import { routeHandlers } from './subnet-routes.ts';
import { tagHandlers } from './tags.ts';
import { type TailnetState } from './tailnet.ts';

/** A request as far as it has been understood. */
export type Incoming = {
  readonly match: EndpointMatch;
  readonly query: URLSearchParams;
  readonly authorization: string | null;
  readonly accept: string;
  readonly body: string | null;
};

type AnyCall = {
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly accept: string;
  readonly body: unknown;
};

/** Answers one request after the contract's table, in the order in which the API refuses: path, method, token, ids, body. */
export function createDispatch(
  tailnet: TailnetState,
  { fieldsAllFails, oauth }: { fieldsAllFails: boolean; oauth: OAuthServer | undefined },
): (incoming: Incoming) => Answer {
  const handlers: Handlers = {
    ...deviceHandlers(tailnet, fieldsAllFails),
    ...tagHandlers(tailnet),
    ...addressHandlers(tailnet),
    ...routeHandlers(tailnet),
    ...postureHandlers(tailnet),
    ...inviteHandlers(tailnet),
    ...directoryHandlers(tailnet),
  };
  const ownNames = ['-', tailnet.name, tailnet.id];

  return ({ match, query, authorization, accept, body }) => {
    if (match.kind === 'unknown') return refusal(404, '404 page not found');
    if (match.kind === 'method-not-allowed') {
      return { status: 405, body: null, headers: { allow: match.allow.join(', ') } };
    }
    const holder = oauth === undefined ? anybody(authorization ?? '') : oauth.holderOf(authorization ?? '');
    if (holder === undefined) return refusal(401, 'API token invalid');
    if (match.kind === 'bad-parameter') return badParameter(match.parameter);
    const asked = match.parameters['tailnet'];
    if (asked !== undefined && !ownNames.includes(asked)) return refusal(404, 'tailnet not found');
    const endpoint: Endpoint = endpoints[match.name];
    if (!coversScope(holder.scopes, endpoint.scope))
      return refusal(403, 'calling actor does not have enough permissions to perform this function');
    if (endpoint.needsPerson && !holder.isPerson) {
      return refusal(403, 'device invites cannot be created using an API access token generated from an OAuth client');
    }
    const read = readBody(endpoint.body, body);
    if (!read.ok) return read.answer;
    // Path and body were judged by the same row that the handler is of; the compiler cannot follow that through the name.
    const handle = handlers[match.name] as (call: AnyCall) => Answer;
    return handle({ parameters: match.parameters, query, accept, body: read.value });
  };
}

/** Without an OAuth server every token is that of a person who may do everything. */
function anybody(authorization: string): TokenHolder | undefined {
  return /^Bearer \S+$/i.test(authorization) ? { scopes: ['all'], isPerson: true } : undefined;
}

function badParameter(parameter: ParameterName): Answer {
  if (parameter === 'tailnet') return refusal(404, 'tailnet not found');
  if (parameter === 'attributeKey') {
    return refusal(400, 'invalid attribute key: "custom:" and letters, digits, "_" or ":", at most 128 characters');
  }
  return noDevice();
}

/** The segments below /api/v2, decoded once; undefined where the path is another or cannot be decoded. */
export function segmentsOf(pathname: string): readonly string[] | undefined {
  const prefix = '/api/v2/';
  if (!pathname.startsWith(prefix)) return undefined;
  try {
    return pathname.slice(prefix.length).split('/').map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
