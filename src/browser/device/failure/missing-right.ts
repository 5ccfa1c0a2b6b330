import type { Aspect } from '#browser/changes/change.ts';
import { type Part, scopeOf } from '#contract/rights.ts';
import type { Session } from '#contract/session.ts';

/** Where an aspect lies that is not of the device itself. */
const partOf: { readonly [A in Aspect]?: Part } = { routes: 'routes', posture: 'posture', sharing: 'invites' };

/**
 * Why the credential of the console does not let anybody change an aspect, as far as the proxy has found out; undefined
 * where it does, or where that is not known. `deed` says what is off: "change tags".
 */
export function missingRight({ rights }: Session, aspect: Aspect, deed: string): string | undefined {
  const part = partOf[aspect] ?? 'devices';
  const right = rights?.[part];
  if (right === undefined || right === 'change') return undefined;
  return `This console's credential may not ${deed}: it lacks the scope ${scopeOf[part]}.`;
}
