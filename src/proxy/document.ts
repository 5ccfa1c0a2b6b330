import type { Session } from '#contract/session.ts';

const placeholder = /(<meta\s+name="tailboard"\s+content=")[^"]*(")/;

/**
 * The document with what the page must know about its proxy in `<meta name="tailboard">`, its own files addressed below
 * `basePath`, and that path as `data-base` of its root. A script could not say it, as the policy allows no inline one; a
 * `<base>` is not allowed either. Throws Error when the document has no such element.
 */
export function withSession(html: string, session: Session, basePath: string): string {
  if (!placeholder.test(html)) throw new Error('index.html has no <meta name="tailboard" content="">.');
  const json = JSON.stringify(session)
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
  return html
    .replace(placeholder, (_, before: string, after: string) => before + json + after)
    .replace('<html', () => (basePath === '' ? '<html' : `<html data-base="${basePath}"`))
    .replaceAll(/( (?:href|src)=")\.?\//g, (_, before: string) => `${before}${basePath}/`);
}
