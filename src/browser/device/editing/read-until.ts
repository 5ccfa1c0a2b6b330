import { ApiError } from '#browser/api/api-error.ts';

/**
 * Reads until what was asked for shows or patience, milliseconds between the readings, ends. Gives the last answer, and
 * undefined when there was none. Ends at once where reading again cannot help: without a sign-in, or with a refused key.
 */
export async function readUntil<Answered>(
  read: () => Promise<Answered>,
  isThere: (answer: Answered) => boolean,
  patience: readonly number[],
): Promise<Answered | undefined> {
  let last: Answered | undefined;
  for (const pause of patience) {
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    try {
      last = await read();
      if (isThere(last)) return last;
    } catch (error) {
      if (error instanceof ApiError && (error.kind === 'login' || error.kind === 'key-refused')) return last;
    }
  }
  return last;
}
