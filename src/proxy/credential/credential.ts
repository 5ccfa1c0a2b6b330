/** What the proxy shows to the API. Every method may be called by any number of requests at the same time. */
export type Credential = {
  /** The whole Authorization header, e.g. "Bearer KEY". Rejects with a Refusal where no token can be had. */
  readonly header: () => Promise<string>;
  /** Another header after the API has refused `refused` with 401; undefined where there is no better one. */
  readonly renewed: (refused: string) => Promise<string | undefined>;
  /** The OAuth scopes that were granted last; undefined for a token that has none, or as long as nobody has told. */
  readonly scopes: () => readonly string[] | undefined;
  /** Everything that may never leave the proxy, as it is by now. */
  readonly secrets: () => readonly string[];
};

/** An access token that is never renewed. */
export function keyCredential(key: string): Credential {
  const header = `Bearer ${key}`;
  const secrets = [key];
  return {
    header: () => Promise.resolve(header),
    // Another one was refused when this came in its place.
    renewed: (refused) => Promise.resolve(refused === header ? undefined : header),
    scopes: () => undefined,
    secrets: () => secrets,
  };
}
