import * as v from 'valibot';

const text = v.optional(v.fallback(v.nullish(v.string()), undefined));
const flag = v.optional(v.fallback(v.nullish(v.boolean()), undefined));
const number = v.optional(v.fallback(v.nullish(v.number()), undefined));

/** A member of the tailnet; a device's `user` joins on `loginName`. */
export const userSchema = v.object({
  id: text,
  displayName: text,
  loginName: text,
  profilePicUrl: text,
  tailnetId: text,
  created: text,
  type: text,
  role: text,
  status: text,
  deviceCount: number,
  lastSeen: text,
  currentlyConnected: flag,
});
export const userListSchema = v.object({ users: v.nullish(v.array(userSchema)) });

const stringLists = v.optional(v.fallback(v.nullish(v.record(v.string(), v.array(v.string()))), undefined));

/** The parts of the policy file that a device console reads; everything else is left unread. */
export const policySchema = v.object({
  tagOwners: stringLists,
  groups: stringLists,
  hosts: v.optional(v.fallback(v.nullish(v.record(v.string(), v.string())), undefined)),
  autoApprovers: v.optional(
    v.fallback(
      v.nullish(
        v.object({
          routes: stringLists,
          exitNode: v.optional(v.fallback(v.nullish(v.array(v.string())), undefined)),
        }),
      ),
      undefined,
    ),
  ),
  nodeAttrs: v.optional(
    v.fallback(
      v.nullish(
        v.array(
          v.object({
            target: v.optional(v.fallback(v.nullish(v.array(v.string())), undefined)),
            attr: v.optional(v.fallback(v.nullish(v.array(v.string())), undefined)),
            ipPool: v.optional(v.fallback(v.nullish(v.array(v.string())), undefined)),
          }),
        ),
      ),
      undefined,
    ),
  ),
});

/** Tailnet settings. A missing key means "no permission to see it", never "off". */
export const settingsSchema = v.object({
  devicesApprovalOn: flag,
  devicesAutoUpdatesOn: flag,
  devicesKeyDurationDays: number,
  usersApprovalOn: flag,
  usersRoleAllowedToJoinExternalTailnets: text,
  networkFlowLoggingOn: flag,
  regionalRoutingOn: flag,
  postureIdentityCollectionOn: flag,
  httpsEnabled: flag,
  aclsExternallyManagedOn: flag,
  aclsExternalLink: text,
});
