import { useApi } from '#browser/api/api-context.ts';
import type { Aspect } from '#browser/changes/change.ts';
import { type DeviceFacts, factsOf } from '#browser/device/device-facts.ts';
import { useOffReason } from '#browser/device/editing/use-off-reason.ts';
import { useQuery } from '@tanstack/react-query';
import { type Failure, type Subject, describeFailure } from './section-failure.ts';
import type { SectionSource } from './section-source.ts';

/** What the page knows of the device of a panel, by its own answer; its id is its name until that is there. */
export function useOwner(deviceId: string): {
  readonly facts: DeviceFacts | undefined;
  readonly name: string;
  readonly isExternal: boolean;
} {
  const { queries } = useApi();
  const device = useQuery(queries.detail(deviceId)).data;
  const facts = device && factsOf(device);
  return { facts, name: facts?.name ?? deviceId, isExternal: facts?.isExternal === true };
}

/** A part of a device that has an answer of its own: what is wrong with that, and whether it can be changed. */
export function usePart(
  source: SectionSource<unknown>,
  aspect: Aspect,
  subject: Subject,
): {
  readonly failure: Failure | undefined;
  /** Why this tab, or who is signed in, may only look; then no editor is offered at all. */
  readonly readOnlyReason: string | undefined;
  /** Why nothing can be sent at this moment. */
  readonly offReason: string | undefined;
  readonly isEditable: boolean;
} {
  const readOnlyReason = useApi().reasonAgainst(aspect);
  const offReason = useOffReason(source.error);
  const failure = source.error && describeFailure(source.error, subject);
  // A plain no to reading is a no to the reading before a write, too.
  const isEditable = source.data !== undefined && readOnlyReason === undefined && failure?.isBroken !== false;
  return { failure, readOnlyReason, offReason, isEditable };
}
