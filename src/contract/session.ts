import * as v from 'valibot';
import { type Rights, rights } from './rights.ts';
import { roles } from './role.ts';

const right = v.optional(v.picklist(rights));
const rightsSchema = v.object({
  devices: right,
  routes: right,
  posture: right,
  invites: right,
  policy: right,
  settings: right,
  users: right,
} satisfies Record<keyof Rights, typeof right>);

/** What the proxy tells the page about itself, in `<meta name="tailboard">` of the document. Never a secret. */
export const sessionSchema = v.object({
  /** "demo" is the embedded stand-in; "live" drives a real tailnet. */
  mode: v.fallback(v.picklist(['demo', 'live']), 'live'),
  /** What tells this session from others, see `ownerOf`; every answer of the proxy carries that of its moment. */
  tag: v.optional(v.fallback(v.string(), '')),
  /**
   * With what the proxy asks: the key of the demo tailnet, the access token of a person, or one that an OAuth client was
   * given, which may not create or mail invites (https://tailscale.com/api, "Create device invites").
   */
  credential: v.fallback(v.picklist(['demo', 'apiKey', 'oauth']), 'apiKey'),
  /** How people call the tailnet, e.g. "example.com"; "" when it was not configured. */
  tailnet: v.fallback(v.string(), ''),
  /** True when writes need the token of the start-up link. */
  needsToken: v.fallback(v.boolean(), false),
  /** Who is signed in, and what they may do; absent where the console has no sign-in and everybody may do everything. */
  person: v.optional(v.object({ id: v.string(), name: v.string(), role: v.fallback(v.picklist(roles), 'viewer') })),
  /** True when nobody may change anything, whatever their role. */
  readOnly: v.optional(v.fallback(v.boolean(), true)),
  /** Origins of the pages that may show an embed page in a frame, which are told how high it is. */
  embedAncestors: v.optional(v.fallback(v.array(v.string()), [])),
  /** True when the proxy has the token of a person too, for what an OAuth client may not do. */
  hasUserKey: v.optional(v.fallback(v.boolean(), false)),
  /** What the credential may do, as far as the proxy has found out. */
  rights: v.optional(v.fallback(rightsSchema, {})),
  /** The views that everybody of this console is offered; see `views.ts`. */
  views: v.optional(v.fallback(v.array(v.object({ name: v.string(), url: v.string() })), [])),
});
export type Session = v.InferOutput<typeof sessionSchema>;

/** The part of a session's tag that stays the same for one person on one tailnet, whatever they may do. */
export function ownerOf(tag: string): string {
  return tag.split('.', 1)[0] ?? '';
}

/** Header that carries the start-up link's token on writes. */
export const tokenHeader = 'X-Tailboard-Token';
/** Header that tells the copies of one write apart from a second write; a UUID made by the page. */
export const idempotencyHeader = 'Idempotency-Key';
/** Header with the tag of the session: in answers that of whom it is for, in writes that of the page. */
export const sessionHeader = 'X-Tailboard-Session';
/** Header with the entity tag of a device's tags, on GET /device/{id}; that of its routes is the plain ETag of theirs. */
export const tagsEtagHeader = 'X-Tags-ETag';
/** Header that carries the code of an error which the proxy made. */
export const errorHeader = 'X-Tailboard-Error';

/**
 * What the proxy says, as `upstream_auth_failed`, when it is not its own key that the API refused but the token of a
 * person, which goes with invites alone: everything else works on.
 */
export const personRefusedWords = 'The API refused the token of the person in whose name invites are made.';

/** Body of every error, from the API or from the proxy; `code` and `requestId` only from the proxy. */
export const errorBodySchema = v.object({
  message: v.fallback(v.string(), ''),
  code: v.optional(v.fallback(v.nullish(v.string()), undefined)),
  /** With `precondition_failed`: the list as the server has it now. */
  current: v.optional(v.fallback(v.nullish(v.array(v.string())), undefined)),
  requestId: v.optional(v.fallback(v.nullish(v.string()), undefined)),
});

/** The codes that the proxy gives to its own refusals; public interface, so none is ever renamed. */
export const proxyErrorCodes = [
  'bad_request_target',
  'unknown_endpoint',
  'method_not_allowed',
  'host_not_allowed',
  'cross_origin_blocked',
  'login_required',
  'identity_missing',
  'identity_unavailable',
  'no_role',
  'read_only',
  'admin_required',
  'session_changed',
  'audit_unavailable',
  'unsupported_media_type',
  'invalid_body',
  'body_too_large',
  'idempotency_key_required',
  'idempotency_key_reused',
  'precondition_required',
  'precondition_failed',
  'headers_too_large',
  'request_timeout',
  'upstream_redirect',
  'upstream_bad_response',
  'upstream_too_large',
  'upstream_auth_failed',
  'upstream_forbidden',
  'upstream_unavailable',
  'upstream_timeout',
  'internal_error',
] as const;
export type ProxyErrorCode = (typeof proxyErrorCodes)[number];
