import type * as v from 'valibot';
import { customAttributeKey } from './posture.ts';
import type { Role } from './role.ts';

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

/**
 * One call of the API. `scope` is the OAuth scope that it needs; a write scope includes its read. `writes` is the least
 * role that may make a write, and false for a read, which everybody may: operators do what can be taken back, admins
 * also what cannot, and what lets strangers in.
 */
export type Endpoint = {
  readonly method: Method;
  readonly path: string;
  readonly query: QuerySchema | null;
  readonly body: Schema | null;
  readonly answer: Schema;
  readonly scope: string;
  readonly writes: Exclude<Role, 'viewer'> | false;
  /** True where the token of an OAuth client is refused, and only that of a person does. */
  readonly needsPerson?: true;
};
