import { type Role, roles } from '#contract/role.ts';
import { Refusal } from '#proxy/refusal.ts';
import type { Person } from './visitor.ts';

/** Who is what: by group, by id, and everybody else, who may also be nobody. Ids are compared without regard to case. */
export type RoleRules = {
  readonly groups: Readonly<Record<Role, readonly string[]>>;
  readonly users: Readonly<Record<Role, readonly string[]>>;
  readonly others: Role | 'none';
};

/** The most that the rules give a person; throws `no_role` where they give nothing. */
export function roleOf(person: Person, rules: RoleRules): Role {
  const id = person.id.toLowerCase();
  const given = roles.filter(
    (role) =>
      rules.users[role].some((user) => user.toLowerCase() === id) ||
      rules.groups[role].some((group) => person.groups.includes(group)),
  );
  const role = given.at(-1) ?? rules.others;
  if (role === 'none') throw new Refusal('no_role');
  return role;
}
