/**
 * The path that this Tailboard stands below, without a slash at its end ("/ops/tailboard"; "" at the top of its host),
 * as the proxy wrote it into the document. Paths of the router have it not; addresses for the browser need it.
 */
export function basePath(): string {
  return document.documentElement.dataset['base'] ?? '';
}

/** Where this Tailboard stands, for links that are taken along: "https://portal.example.com/ops/tailboard". */
export function homeAddress(): string {
  return window.location.origin + basePath();
}
