/** Bytes, after everything that can be thrown away was. */
export type Memory = { readonly heap: number; readonly resident: number };

/** How much more the last third of the samples may hold than the middle third: requests are under way in each. */
const share = 1.05;
const slack = 2 ** 20;

/**
 * Whether the heap grows, by samples at even times: the mean of their last third compared with that of the middle third.
 * The first third is not looked at, as code is compiled and connections are made in it. Undefined where it does not.
 */
export function growthOf(samples: readonly Memory[]): string | undefined {
  const third = Math.floor(samples.length / 3);
  if (third === 0) return 'Too few samples of the memory were taken.';
  const last = mean(samples.slice(-third));
  const middle = mean(samples.slice(-2 * third, -third));
  if (last <= middle * share + slack) return undefined;
  return `The heap grows, from ${megabytes(middle)} to ${megabytes(last)}.`;
}

export const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MB`;

function mean(samples: readonly Memory[]): number {
  return samples.reduce((sum, { heap }) => sum + heap, 0) / samples.length;
}
