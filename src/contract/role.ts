/** What a person may do, from least to most; each may do what those before it may. */
export const roles = ['viewer', 'operator', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Whether somebody with the role `has` may do what `needed` may. */
export function covers(has: Role, needed: Role): boolean {
  return roles.indexOf(has) >= roles.indexOf(needed);
}

/** Why somebody may not change something, in the same words from the proxy and on the page. */
export const rightsWords = {
  viewer: 'Your account can look but not change.',
  operator: 'Only an administrator may change this.',
  readOnly: 'This console is set to look but not change.',
} as const;
