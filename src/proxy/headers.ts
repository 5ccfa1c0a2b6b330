const shared = {
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** Headers of the document, of assets, and of everything else outside /api. Whoever answers adds `cache-control`. */
export const documentHeaders = {
  ...shared,
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
    "manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
    "require-trusted-types-for 'script'; trusted-types 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy':
    'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=(), display-capture=(), ' +
    'clipboard-read=(), clipboard-write=(self)',
  'origin-agent-cluster': '?1',
  'x-robots-tag': 'noindex',
} as const;

/** Headers of a document that is opened in capture mode: it may ask the person, each time, for a picture of its own tab. */
export function withPictures(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const policy = documentHeaders['permissions-policy'].replace('display-capture=()', 'display-capture=(self)');
  return { ...headers, 'permissions-policy': policy };
}

/** Headers of a document that came over TLS, which then asks for nothing without it; elsewhere that would ask for what is not there. */
export function overTls(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const policy = `${headers['content-security-policy'] ?? ''}; upgrade-insecure-requests`;
  return { ...headers, 'content-security-policy': policy };
}

/** Headers of every answer under /api; its policy lets nothing run, should a browser be led to show one as a page. */
export const apiHeaders = {
  ...shared,
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'cache-control': 'no-store',
  vary: 'Origin, Sec-Fetch-Site',
} as const;

/**
 * The values of all lines with one name (lower case) in Node's flat list of names and values. Read from the raw list,
 * because the joined view shows the first of two Host lines and hides the second.
 */
export function headerLines(rawHeaders: readonly string[], name: string): readonly string[] {
  const values: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const given = rawHeaders[index] ?? '';
    if (given.length === name.length && given.toLowerCase() === name) values.push(rawHeaders[index + 1] ?? '');
  }
  return values;
}

/** True when a request says that it has this version already. */
export function isUnchanged(rawHeaders: readonly string[], etag: string | undefined): boolean {
  const known = headerLines(rawHeaders, 'if-none-match').flatMap((line) => line.split(','));
  return known.some((tag) => tag.trim().replace(/^W\//, '') === etag);
}
