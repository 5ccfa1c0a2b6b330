import * as v from 'valibot';
import { authorizedBody, deviceListSchema, deviceSchema, ipBody, keyBody, nameBody, tagsBody } from './device.ts';
import { createInvitesBody, inviteListSchema, inviteSchema } from './invites.ts';
import { attributeBody, attributesSchema, batchAttributesBody } from './posture.ts';
import type { Endpoint, ParameterName } from './endpoint.ts';
import { deviceRoutesSchema, routesBody } from './subnet-routes.ts';
import { policySchema, settingsSchema, userListSchema } from './tailnet.ts';

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
    writes: 'admin',
  },
  expireDevice: {
    method: 'POST',
    path: '/device/{deviceId}/expire',
    query: null,
    body: null,
    answer: nothing,
    scope: 'devices:core',
    writes: 'admin',
  },
  setAuthorized: {
    method: 'POST',
    path: '/device/{deviceId}/authorized',
    query: null,
    body: authorizedBody,
    answer: nothing,
    scope: 'devices:core',
    writes: 'operator',
  },
  setName: {
    method: 'POST',
    path: '/device/{deviceId}/name',
    query: null,
    body: nameBody,
    answer: nothing,
    scope: 'devices:core',
    writes: 'operator',
  },
  setTags: {
    method: 'POST',
    path: '/device/{deviceId}/tags',
    query: null,
    body: tagsBody,
    answer: nothing,
    scope: 'devices:core',
    writes: 'operator',
  },
  setKeyExpiry: {
    method: 'POST',
    path: '/device/{deviceId}/key',
    query: null,
    body: keyBody,
    answer: nothing,
    scope: 'devices:core',
    writes: 'operator',
  },
  setIp: {
    method: 'POST',
    path: '/device/{deviceId}/ip',
    query: null,
    body: ipBody,
    answer: nothing,
    scope: 'devices:core',
    writes: 'admin',
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
    writes: 'operator',
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
    writes: 'operator',
  },
  deleteAttribute: {
    method: 'DELETE',
    path: '/device/{deviceId}/attributes/{attributeKey}',
    query: null,
    body: null,
    answer: nothing,
    scope: 'devices:posture_attributes',
    writes: 'operator',
  },
  patchAttributes: {
    method: 'PATCH',
    path: '/tailnet/{tailnet}/device-attributes',
    query: null,
    body: batchAttributesBody,
    answer: nothing,
    scope: 'devices:posture_attributes',
    writes: 'operator',
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
    writes: 'admin',
    // https://tailscale.com/api, "Create device invites".
    needsPerson: true,
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
    writes: 'admin',
  },
  resendInvite: {
    method: 'POST',
    path: '/device-invites/{inviteId}/resend',
    query: null,
    body: null,
    answer: nothing,
    scope: 'device_invites',
    writes: 'admin',
    needsPerson: true,
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
