import { type Part, type Right, scopeOf } from '#contract/rights.ts';
import type { Finding } from './find-rights.ts';

/** The names under which the parts are told, and what a console is without each. */
const told: Readonly<Record<Part, readonly [name: string, without: string]>> = {
  devices: ['devices', 'nothing is shown'],
  routes: ['subnet routes', 'their panel is off'],
  posture: ['posture attributes', 'their panel and column are off'],
  invites: ['share invites', 'their panel and Shares are off'],
  policy: ['policy file', 'no suggestions of tags and addresses'],
  settings: ['settings', 'every key is warned about a week ahead'],
  users: ['users', 'nothing is missing'],
};

/** Parts that Tailboard never changes. */
const readOnly = new Set<Part>(['policy', 'settings', 'users']);

/** The findings as lines for the person at the terminal: what the credential can do, and what is off without it. */
export function rightsLines(findings: readonly Finding[], hasUserKey: boolean): readonly string[] {
  return findings.map(({ part, right, isRead }) => {
    const [name, without] = told[part];
    return `  ${name.padEnd(20)}${words(part, right, isRead, without, hasUserKey)}`;
  });
}

function words(
  part: Part,
  right: Right | undefined,
  isRead: boolean | undefined,
  without: string,
  hasUserKey: boolean,
): string {
  const scope = scopeOf[part];
  if (right === 'none') return `no: ${without} (scope ${scope}:read)`;
  if (right === undefined && isRead !== true) return 'not known, it could not be asked';
  if (readOnly.has(part)) return 'reads';
  if (right === 'read') return `reads; changes are off (scope ${scope})`;
  const changes = right === 'change' ? 'reads and changes' : 'reads; whether it may change shows when it is tried';
  if (part !== 'invites' || right !== 'change' || hasUserKey) return changes;
  return 'reads and deletes; creating and mailing need TAILSCALE_USER_API_KEY';
}
