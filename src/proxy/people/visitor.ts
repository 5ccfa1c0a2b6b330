import type { Endpoint } from '#contract/endpoint.ts';
import { type Role, covers, rightsWords } from '#contract/role.ts';
import type { Session } from '#contract/session.ts';
import { Refusal } from '#proxy/refusal.ts';

/** Somebody as their organisation knows them. `id` is what an audit goes by, `name` what a page shows. */
export type Person = { readonly id: string; readonly name: string; readonly groups: readonly string[] };

/** Who makes a request, and what they may do. */
export type Visitor = {
  /** Null where the console has no sign-in. */
  readonly person: Omit<Person, 'groups'> | null;
  readonly role: Role;
  /** Nobody may change anything, whatever their role. */
  readonly isReadOnly: boolean;
  /** The address at the other end of the socket: with sign-in, that of the portal. */
  readonly address: string;
  /** The address from which the portal was asked, where a portal that is trusted says so. */
  readonly forwardedFor: string | null;
};

/** Refuses a write that the visitor's role does not cover; what the page shows is not asked. */
export function checkRight(visitor: Visitor, endpoint: Endpoint): void {
  if (endpoint.writes === false) return;
  if (visitor.isReadOnly) throw new Refusal('read_only', rightsWords.readOnly);
  if (visitor.role === 'viewer') throw new Refusal('read_only');
  if (!covers(visitor.role, endpoint.writes)) throw new Refusal('admin_required');
}

/** What the document of this visitor is told. */
export function sessionOf(session: Session, { person, role }: Visitor): Session {
  return person === null ? session : { ...session, person: { ...person, role } };
}
