import * as v from 'valibot';
import { type EndpointName, endpoints } from '#contract/endpoints.ts';
import { covers } from '#contract/role.ts';
import { Refusal } from '#proxy/refusal.ts';
import type { Visitor } from './visitor.ts';

const inviteSchema = v.looseObject({ inviteUrl: v.optional(v.unknown()) });
const invitesSchema = v.union([v.null(), v.array(inviteSchema), inviteSchema]);

/**
 * The body of an answer as this visitor may see it. An invite's link lets whoever has it use the device, so who may not
 * hand one out is not shown one. Throws `upstream_bad_response` for invites that cannot be read, rather than pass them on.
 */
export function bodyFor(visitor: Visitor, name: EndpointName, body: Buffer): Buffer {
  if (name !== 'listInvites' && name !== 'getInvite') return body;
  if (!visitor.isReadOnly && covers(visitor.role, endpoints.createInvites.writes)) return body;
  const invites = v.safeParse(invitesSchema, JSON.parse(body.toString('utf8')));
  if (!invites.success) throw new Refusal('upstream_bad_response');
  const { output } = invites;
  const shown = output === null ? null : Array.isArray(output) ? output.map(withoutLink) : withoutLink(output);
  return Buffer.from(JSON.stringify(shown));
}

function withoutLink(invite: v.InferOutput<typeof inviteSchema>): unknown {
  return { ...invite, inviteUrl: undefined };
}
