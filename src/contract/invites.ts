import * as v from 'valibot';

const text = v.optional(v.fallback(v.nullish(v.string()), undefined));
const flag = v.optional(v.fallback(v.nullish(v.boolean()), undefined));
/** An int64 that may exceed 2^53; used to tell people apart, never to calculate. */
const number = v.optional(v.fallback(v.nullish(v.union([v.number(), v.string()])), undefined));

/** A share invite. `allowExitNode` and `multiUse` are left out when false; `email` only stands on mailed invites. */
export const inviteSchema = v.object({
  id: v.string(),
  created: text,
  tailnetId: number,
  deviceId: number,
  sharerId: number,
  multiUse: flag,
  allowExitNode: flag,
  email: text,
  lastEmailSentAt: text,
  inviteUrl: text,
  accepted: flag,
  acceptedBy: v.optional(
    v.fallback(v.nullish(v.object({ id: number, loginName: text, profilePicUrl: text })), undefined),
  ),
});
export type Invite = v.InferOutput<typeof inviteSchema>;

/** The API sends null when a device has no invites. */
export const inviteListSchema = v.nullable(v.array(inviteSchema));

/** An array even for one invite (https://tailscale.com/api, "Create device invites"). */
export const createInvitesBody = v.pipe(
  v.array(
    v.strictObject({
      multiUse: v.optional(v.boolean()),
      allowExitNode: v.optional(v.boolean()),
      email: v.optional(v.pipe(v.string(), v.maxLength(320))),
    }),
  ),
  v.minLength(1),
  v.maxLength(50),
);
