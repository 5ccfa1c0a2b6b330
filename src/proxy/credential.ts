/** What the proxy shows to the API. Every method may be called by any number of requests at the same time. */
export type Credential = {
  /** The whole Authorization header, e.g. "Bearer KEY". Rejects with a Refusal where no token can be had. */
  readonly header: () => Promise<string>;
  /** Another header after the API has refused `refused` with 401; undefined where a new one would be no better. */
  readonly renewed: (refused: string) => Promise<string | undefined>;
  /** Everything that may never leave the proxy, as it is by now. */
  readonly secrets: () => readonly string[];
};

/** An access token that was given once and is never renewed. */
export function keyCredential(key: string): Credential {
  return {
    header: () => Promise.resolve(`Bearer ${key}`),
    renewed: () => Promise.resolve(undefined),
    secrets: () => [key],
  };
}
