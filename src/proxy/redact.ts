/** Replaces keys by "tskey-***" in what leaves the proxy. Bytes come back as the same Buffer when there is nothing. */
export type Redactor = { readonly text: (text: string) => string; readonly bytes: (body: Buffer) => Buffer };

/** Redacts everything of the shape of a Tailscale key, and the very key of `authorization` ("Bearer KEY") whatever its shape. */
export function createRedactor(authorization: string): Redactor {
  const own = authorization.split(' ').at(-1) ?? '';
  // A short placeholder, as the demo may use, is a word that answers contain by chance.
  const secrets = own.length >= 16 ? ['tskey-', own] : ['tskey-'];
  const text = (given: string) => {
    const masked = given.replace(/tskey-[A-Za-z0-9_-]+/g, 'tskey-***');
    return own.length >= 16 ? masked.replaceAll(own, 'tskey-***') : masked;
  };
  return {
    text,
    bytes: (body) =>
      secrets.some((secret) => body.includes(secret)) ? Buffer.from(text(body.toString('latin1')), 'latin1') : body,
  };
}
