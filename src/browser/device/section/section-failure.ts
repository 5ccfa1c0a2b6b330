import { ApiError } from '#browser/api/api-error.ts';

/** Why one section has nothing to show, in words; the server's own sentence stays as it came. */
export type Failure = {
  readonly title: string;
  /** What follows from it, or the way out. */
  readonly detail: string | undefined;
  /** The server's message, verbatim. */
  readonly quote: string | undefined;
  readonly requestId: string | undefined;
  /** Grey words beside the section's title. */
  readonly meta: string | undefined;
  /** True where something is broken; false where the answer is a plain no. */
  readonly isBroken: boolean;
};

/** What was asked for, as a plural ("invites"), and the OAuth scope that reading it takes. */
export type Subject = { readonly plural: string; readonly scope: string };

/** The words for a failed read. 501 and 403 are answers that asking again does not change, so they offer no retry. */
export function describeFailure(error: Error, subject: Subject): Failure {
  const { plural, scope } = subject;
  const lost = `${plural.charAt(0).toUpperCase()}${plural.slice(1)} could not be loaded`;
  if (!(error instanceof ApiError)) {
    return {
      title: `${lost}.`,
      detail: undefined,
      quote: error.message,
      requestId: undefined,
      meta: undefined,
      isBroken: true,
    };
  }
  const told = { detail: undefined, quote: undefined, requestId: error.requestId, meta: undefined, isBroken: true };
  switch (error.kind) {
    case 'unsupported':
      return {
        ...told,
        title: `This server does not offer ${plural} (501).`,
        detail: 'The other sections work.',
        meta: 'Not available',
        isBroken: false,
      };
    case 'forbidden':
      // Any other code is a refusal of the proxy's own, which no scope mends.
      if (error.code !== undefined && error.code !== 'upstream_forbidden')
        return { ...told, title: `${lost} (403).`, quote: error.message };
      return {
        ...told,
        title: `This key may not read ${plural} (403).`,
        detail: `The scope for it is ${scope}.`,
        quote: error.message,
        meta: 'No access',
        isBroken: false,
      };
    case 'offline':
      return { ...told, title: `${lost}: you are offline.` };
    case 'unreachable':
      return { ...told, title: `${lost}: Tailboard did not answer.`, detail: 'Check that it is still running.' };
    case 'unexpected':
      return { ...told, title: `${lost}: the server sent an unexpected answer.` };
    case 'key-refused':
      return { ...told, title: `${lost}: the server does not accept the key.`, quote: error.message };
    case 'slow-down':
      return { ...told, title: `${lost} yet: the server asked Tailboard to slow down (429).`, quote: error.message };
    case 'login':
      return { ...told, title: `${lost}: the session ended.`, detail: 'It goes on once you are signed in again.' };
    case 'missing':
    case 'invalid':
    case 'server':
      return { ...told, title: `${lost} (${error.status}).`, quote: error.message };
    default:
      return error.kind satisfies never;
  }
}
