import type { EndpointMatch } from '#contract/endpoint-path.ts';
import type { ParameterName } from '#contract/endpoint.ts';
import { type EndpointName, endpoints } from '#contract/endpoints.ts';
import { type Answer, noDevice, refusal } from './answer.ts';
import { addressHandlers } from './device-address.ts';
import { deviceHandlers } from './devices.ts';
import { directoryHandlers } from './directory.ts';
import { type Handlers } from './handlers.ts';
import { inviteHandlers } from './invites.ts';
import type { OAuthServer } from './oauth-server.ts';
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

/** Calls that need the token of a person (https://tailscale.com/api, "Create device invites"). */
const personal: ReadonlySet<EndpointName> = new Set(['createInvites', 'resendInvite']);

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
    const isGood = oauth === undefined ? /^Bearer \S+$/i.test(authorization ?? '') : oauth.accepts(authorization ?? '');
    if (!isGood) return refusal(401, 'API token invalid');
    if (match.kind === 'bad-parameter') return badParameter(match.parameter);
    const asked = match.parameters['tailnet'];
    if (asked !== undefined && !ownNames.includes(asked)) return refusal(404, 'tailnet not found');
    if (oauth !== undefined && personal.has(match.name)) {
      return refusal(403, 'device invites cannot be created using an API access token generated from an OAuth client');
    }
    const read = readBody(endpoints[match.name].body, body);
    if (!read.ok) return read.answer;
    // Path and body were judged by the same row that the handler is of; the compiler cannot follow that through the name.
    const handle = handlers[match.name] as (call: AnyCall) => Answer;
    return handle({ parameters: match.parameters, query, accept, body: read.value });
  };
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
