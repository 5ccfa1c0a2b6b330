/** What can be masked, as a person chooses it; node IDs, keys, serials, requests and invite links always are. */
export const captureKinds = ['people', 'addresses', 'tailnet', 'names', 'prefixes'] as const;
export type CaptureKind = (typeof captureKinds)[number];

/** What is masked unless something else was chosen. */
const usual: readonly CaptureKind[] = ['people', 'addresses', 'tailnet'];

/** Reads "1" as the usual kinds and "people,names" as these; undefined for "0" and for what names no kind. */
export function readKinds(text: string | null | undefined): readonly CaptureKind[] | undefined {
  if (text === '1') return usual;
  const named = new Set((text ?? '').split(','));
  const kinds = captureKinds.filter((kind) => named.has(kind));
  return kinds.length === 0 ? undefined : kinds;
}
