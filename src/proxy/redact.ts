/** Replaces keys by "tskey-***" in what leaves the proxy. Bytes come back as the same Buffer when there is nothing. */
export type Redactor = { readonly text: (text: string) => string; readonly bytes: (body: Buffer) => Buffer };

/** Redacts everything of the shape of a Tailscale key, and every secret of the proxy's own, whatever its shape. */
export function createRedactor(secrets: () => readonly string[]): Redactor {
  // A short placeholder, as the demo may use, is a word that answers contain by chance.
  const own = () => secrets().filter((secret) => secret.length >= 16);
  const text = (given: string) => {
    let masked = given.replace(/tskey-[A-Za-z0-9_-]+/g, 'tskey-***');
    for (const secret of own()) masked = masked.replaceAll(secret, 'tskey-***');
    return masked;
  };
  return {
    text,
    bytes: (body) =>
      body.includes('tskey-') || own().some((secret) => body.includes(secret))
        ? Buffer.from(text(body.toString('latin1')), 'latin1')
        : body,
  };
}
