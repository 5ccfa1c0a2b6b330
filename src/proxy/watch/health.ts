import type { NotReady, Readiness } from './readiness.ts';

export type HealthAnswer = { readonly status: 200 | 503; readonly body: { readonly status: string } };

/**
 * `/healthz` says that the process lives, `/readyz` whether it should be sent people, and if not, why. Undefined for
 * every other path.
 */
export async function answerHealth(path: string, readiness: Readiness): Promise<HealthAnswer | undefined> {
  if (path === '/healthz') return { status: 200, body: { status: 'ok' } };
  if (path !== '/readyz') return undefined;
  const reason: NotReady = await readiness.check();
  return reason === null ? { status: 200, body: { status: 'ready' } } : { status: 503, body: { status: reason } };
}
