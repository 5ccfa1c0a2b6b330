import { type Upstream, createCallUpstream, apiSecrets } from '#proxy/call-upstream.ts';
import { createRedactor } from '#proxy/redact.ts';

/** One of the smallest calls of the table; that the credential may not do it says as well that it is known. */
export function createProbe(upstream: Upstream, tailnet: string): () => Promise<unknown> {
  const limits = { readMs: 10_000, writeMs: 10_000, requestBytes: 0, answerBytes: 2 ** 18 };
  const callUpstream = createCallUpstream(
    upstream,
    limits,
    createRedactor(() => apiSecrets(upstream)),
  );
  return () => callUpstream({ name: 'getSettings', parameters: { tailnet } });
}
