import type { Routes } from '#browser/api/queries.ts';
import type { DeviceFacts } from '#browser/device/device-facts.ts';
import type { OtherRouters } from './other-routers.ts';

/** What the notices are read from: approvals as shown and as staged, the device, and the rest of the tailnet. */
export type StagedRoutes = {
  readonly before: Routes;
  readonly after: Routes;
  readonly facts: DeviceFacts | undefined;
  /** Undefined when the server does not list the routes of the others. */
  readonly others: OtherRouters | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
};

/** Something worth knowing before saving. Never blocks. */
export type RouteNotice = {
  readonly kind: 'info' | 'warn';
  readonly title: string;
  readonly body: string;
  /** What to run on the device. */
  readonly command?: string;
  /** The section of the page that helps, and what it is for. */
  readonly section?: { readonly id: 'key'; readonly words: string };
};

/** What a sentence calls the device. */
export function nameIn(staged: StagedRoutes): string {
  return staged.facts?.name ?? 'this device';
}
