import { useApi } from '#browser/api/api-context.ts';
import type { Aspect } from '#browser/changes/change.ts';
import { useState } from 'react';
import { missingRight } from './missing-right.ts';

/** As `missingRight`, until the person wants to try all the same: whoever runs the console may have given it more since. */
export function useMissingRight(
  aspect: Aspect,
  deed: string,
): readonly [reason: string | undefined, forgive: () => void] {
  const { session } = useApi();
  const [isForgiven, setForgiven] = useState(false);
  return [isForgiven ? undefined : missingRight(session, aspect, deed), () => setForgiven(true)];
}
