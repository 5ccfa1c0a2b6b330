/** A computation that can be interrupted at each of its steps and has a result at its end. */
export type Steps<Result> = Generator<undefined, Result>;

/** Carries a computation out in one go. */
export function finish<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
