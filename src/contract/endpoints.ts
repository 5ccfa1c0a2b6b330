import * as v from 'valibot';
import { authorizedBody, deviceListSchema, deviceSchema, ipBody, keyBody, nameBody, tagsBody } from './device.ts';
import { createInvitesBody, inviteListSchema, inviteSchema } from './invites.ts';
import { attributeBody, attributesSchema, batchAttributesBody, customAttributeKey } from './posture.ts';
import { deviceRoutesSchema, routesBody } from './subnet-routes.ts';
import { policySchema, settingsSchema, userListSchema } from './tailnet.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** What each path parameter must look like after one percent-decoding; anything else never leaves the proxy. */
export const parameterPatterns = {
  tailnet: /^(-|[A-Za-z0-9][A-Za-z0-9._@-]{0,252})$/,
  deviceId: /^[A-Za-z0-9]{1,64}$/,
  attributeKey: customAttributeKey,
  inviteId: /^[A-Za-z0-9]{1,64}$/,
} as const;
export type ParameterName = keyof typeof parameterPatterns;

type Schema = v.GenericSchema;
type QuerySchema = v.GenericSchema<Record<string, string | undefined>>;

/** One call of the API. `scope` is the OAuth scope that it needs; a write scope includes its read. */
export type Endpoint = {
  readonly method: Method;
  readonly path: string;
  readonly query: QuerySchema | null;
  readonly body: Schema | null;
  readonly answer: Schema;
  readonly scope: string;
  readonly writes: boolean;
};

/** Most writes answer the four bytes `null`; older documents promise `{}` and some answers are empty. */
const nothing = v.nullish(v.unknown());
const fields = v.strictObject({ fields: v.optional(v.picklist(['all', 'default'])) });

/** Every call that may be made, and the only place where one is named (https://tailscale.com/api). */
export const endpoints = {
  listDevices: {
    method: 'GET',
    path: '/tailnet/{tailnet}/devices',
    query: fields,
    body: null,
    answer: deviceListSchema,
    scope: 'devices:core:read',
    writes: false,
  },
  getDevice: {
    method: 'GET',
    path: '/device/{deviceId}',
    query: fields,
    body: null,
    answer: deviceSchema,
    scope: 'devices:core:read',
    writes: false,
  },
  deleteDevice: {
    method: 'DELETE',
    path: '/device/{deviceId}',
    query: null,
    body: null,
    answer: nothing,
    scope: 'devices:core',
    writes: true,
  },
  expireDevice: {
    method: 'POST',
    path: '/device/{deviceId}/expire',
    query: null,
    body: null,
    answer: nothing,
    scope: 'devices:core',
    writes: true,
  },
  setAuthorized: {
    method: 'POST',
    path: '/device/{deviceId}/authorized',
    query: null,
    body: authorizedBody,
    answer: nothing,
    scope: 'devices:core',
    writes: true,
  },
  setName: {
    method: 'POST',
    path: '/device/{deviceId}/name',
    query: null,
    body: nameBody,
    answer: nothing,
    scope: 'devices:core',
    writes: true,
  },
  setTags: {
    method: 'POST',
    path: '/device/{deviceId}/tags',
    query: null,
    body: tagsBody,
    answer: nothing,
    scope: 'devices:core',
    writes: true,
  },
  setKeyExpiry: {
    method: 'POST',
    path: '/device/{deviceId}/key',
    query: null,
    body: keyBody,
    answer: nothing,
    scope: 'devices:core',
    writes: true,
  },
  setIp: {
    method: 'POST',
    path: '/device/{deviceId}/ip',
    query: null,
    body: ipBody,
    answer: nothing,
    scope: 'devices:core',
    writes: true,
  },
  getRoutes: {
    method: 'GET',
    path: '/device/{deviceId}/routes',
    query: null,
    body: null,
    answer: deviceRoutesSchema,
    scope: 'devices:routes:read',
    writes: false,
  },
  setRoutes: {
    method: 'POST',
    path: '/device/{deviceId}/routes',
    query: null,
    body: routesBody,
    answer: deviceRoutesSchema,
    scope: 'devices:routes',
    writes: true,
  },
  getAttributes: {
    method: 'GET',
    path: '/device/{deviceId}/attributes',
    query: null,
    body: null,
    answer: attributesSchema,
    scope: 'devices:posture_attributes:read',
    writes: false,
  },
  setAttribute: {
    method: 'POST',
    path: '/device/{deviceId}/attributes/{attributeKey}',
    query: null,
    body: attributeBody,
    answer: v.nullish(attributesSchema),
    scope: 'devices:posture_attributes',
    writes: true,
  },
  deleteAttribute: {
    method: 'DELETE',
    path: '/device/{deviceId}/attributes/{attributeKey}',
    query: null,
    body: null,
    answer: nothing,
    scope: 'devices:posture_attributes',
    writes: true,
  },
  patchAttributes: {
    method: 'PATCH',
    path: '/tailnet/{tailnet}/device-attributes',
    query: null,
    body: batchAttributesBody,
    answer: nothing,
    scope: 'devices:posture_attributes',
    writes: true,
  },
  listInvites: {
    method: 'GET',
    path: '/device/{deviceId}/device-invites',
    query: null,
    body: null,
    answer: inviteListSchema,
    scope: 'device_invites:read',
    writes: false,
  },
  createInvites: {
    method: 'POST',
    path: '/device/{deviceId}/device-invites',
    query: null,
    body: createInvitesBody,
    answer: inviteListSchema,
    scope: 'device_invites',
    writes: true,
  },
  getInvite: {
    method: 'GET',
    path: '/device-invites/{inviteId}',
    query: null,
    body: null,
    answer: inviteSchema,
    scope: 'device_invites:read',
    writes: false,
  },
  deleteInvite: {
    method: 'DELETE',
    path: '/device-invites/{inviteId}',
    query: null,
    body: null,
    answer: nothing,
    scope: 'device_invites',
    writes: true,
  },
  resendInvite: {
    method: 'POST',
    path: '/device-invites/{inviteId}/resend',
    query: null,
    body: null,
    answer: nothing,
    scope: 'device_invites',
    writes: true,
  },
  listUsers: {
    method: 'GET',
    path: '/tailnet/{tailnet}/users',
    query: v.strictObject({
      type: v.optional(v.picklist(['member', 'shared', 'all'])),
      role: v.optional(
        v.picklist(['owner', 'member', 'admin', 'it-admin', 'network-admin', 'billing-admin', 'auditor', 'all']),
      ),
    }),
    body: null,
    answer: userListSchema,
    scope: 'users:read',
    writes: false,
  },
  getPolicy: {
    method: 'GET',
    path: '/tailnet/{tailnet}/acl',
    query: null,
    body: null,
    answer: policySchema,
    scope: 'policy_file:read',
    writes: false,
  },
  getSettings: {
    method: 'GET',
    path: '/tailnet/{tailnet}/settings',
    query: null,
    body: null,
    answer: settingsSchema,
    scope: 'feature_settings:read',
    writes: false,
  },
} as const satisfies Record<string, Endpoint>;

export type Endpoints = typeof endpoints;
export type EndpointName = keyof Endpoints;
export const endpointNames = Object.keys(endpoints) as readonly EndpointName[];

type ParametersIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParametersIn<Rest>
  : never;
/** The path parameters of one call, by name, undecorated text. */
export type Parameters<N extends EndpointName> = Record<ParametersIn<Endpoints[N]['path']> & ParameterName, string>;
/** The parsed answer of one call. */
export type Answer<N extends EndpointName> = v.InferOutput<Endpoints[N]['answer']>;
/** The request body of one call, or null where it takes none. */
export type Body<N extends EndpointName> = Endpoints[N]['body'] extends v.GenericSchema
  ? v.InferInput<Endpoints[N]['body']>
  : null;
/** The query of one call, or null where it takes none. */
export type Query<N extends EndpointName> = Endpoints[N]['query'] extends v.GenericSchema
  ? v.InferInput<Endpoints[N]['query']>
  : null;

const templates = endpointNames.map((name) => ({ name, segments: endpoints[name].path.slice(1).split('/') }));

function isParameter(segment: string): segment is `{${ParameterName}}` {
  return segment.startsWith('{');
}

/**
 * The path below /api/v2 for one call, parameters percent-encoded.
 * Throws TypeError when a parameter does not match its pattern, because "..", once joined into a path, is another call.
 */
export function endpointPath<N extends EndpointName>(name: N, parameters: Parameters<N>): string {
  const given: Readonly<Record<string, string>> = parameters;
  return endpoints[name].path.replace(/\{(\w+)\}/g, (_, parameter: ParameterName) => {
    const value = given[parameter] ?? '';
    if (!parameterPatterns[parameter].test(value)) throw new TypeError(`${parameter} is not valid in this path.`);
    return encodeURIComponent(value).replaceAll('%3A', ':');
  });
}

export type EndpointMatch =
  | { readonly kind: 'found'; readonly name: EndpointName; readonly parameters: Readonly<Record<string, string>> }
  | { readonly kind: 'bad-parameter'; readonly parameter: ParameterName }
  | { readonly kind: 'method-not-allowed'; readonly allow: readonly Method[] }
  | { readonly kind: 'unknown' };

/**
 * Which call a method and a path are. `segments` are those below /api/v2, already percent-decoded exactly once.
 * A path of the table with a parameter of the wrong shape is `bad-parameter`, so that nobody forwards it.
 */
export function matchEndpoint(method: string, segments: readonly string[]): EndpointMatch {
  const allow: Method[] = [];
  let bad: ParameterName | undefined;
  for (const template of templates) {
    const parameters = matchTemplate(template.segments, segments);
    if (parameters === undefined) continue;
    if (typeof parameters === 'string') {
      bad ??= parameters;
      continue;
    }
    const endpoint = endpoints[template.name];
    if (endpoint.method === method) return { kind: 'found', name: template.name, parameters };
    allow.push(endpoint.method);
  }
  if (allow.length > 0) return { kind: 'method-not-allowed', allow };
  return bad === undefined ? { kind: 'unknown' } : { kind: 'bad-parameter', parameter: bad };
}

function matchTemplate(
  template: readonly string[],
  segments: readonly string[],
): Readonly<Record<string, string>> | ParameterName | undefined {
  if (template.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  let bad: ParameterName | undefined;
  for (const [index, part] of template.entries()) {
    const segment = segments[index] ?? '';
    if (!isParameter(part)) {
      if (part !== segment) return undefined;
      continue;
    }
    const name = part.slice(1, -1) as ParameterName;
    if (!parameterPatterns[name].test(segment)) bad ??= name;
    parameters[name] = segment;
  }
  return bad ?? parameters;
}
