import { Refusal } from '#proxy/refusal.ts';
import { encodedText, headerText, nameText } from './header-text.ts';
import { identityHeader, personId, personName } from './identity-header.ts';
import type { ConfiguredSecrets } from './portal-secrets.ts';
import type { Person } from './visitor.ts';

/** How the headers of a portal say who somebody is. */
export type HeaderSource = {
  readonly kind: 'header';
  readonly userHeader: string;
  readonly nameHeader: string | null;
  readonly groupsHeader: string | null;
  /** What the portal must show, so that nobody else on its address passes for it. */
  readonly secret: ConfiguredSecrets & { readonly header: string };
};

/** Tailscale Serve in front, which has no secret to show (https://tailscale.com/kb/1312/serve#identity-headers). */
export type ServeSource = { readonly kind: 'tailscale-serve' };

/** Reads the person from a portal's headers; throws `identity_missing` without its secret, and without anybody. */
export function personOfHeaders(
  rawHeaders: readonly string[],
  source: HeaderSource,
  accepts: (secret: string) => boolean,
): Person {
  const secret = identityHeader(rawHeaders, source.secret.header);
  if (secret === undefined || !accepts(secret)) throw new Refusal('identity_missing');
  const read = (name: string | null) => (name === null ? '' : (identityHeader(rawHeaders, name) ?? ''));
  // Nothing is decoded that decides on rights: an account whose name decodes to somebody else's would be that person.
  const id = personId(headerText(read(source.userHeader)));
  const groups = headerText(read(source.groupsHeader)) ?? '';
  return { id, name: personName(nameText(read(source.nameHeader)), id), groups: groupList(groups) };
}

/**
 * Reads the person from the headers of Tailscale Serve, which removes those that it was sent. They are absent for tagged
 * devices and for Funnel, so for everybody who is nobody's.
 */
export function personOfServe(rawHeaders: readonly string[]): Person {
  if (identityHeader(rawHeaders, 'Tailscale-Funnel-Request') !== undefined) throw new Refusal('identity_missing');
  const id = personId(encodedText(identityHeader(rawHeaders, 'Tailscale-User-Login') ?? ''));
  const name = nameText(identityHeader(rawHeaders, 'Tailscale-User-Name') ?? '');
  return { id, name: personName(name, id), groups: [] };
}

/** oauth2-proxy and its like send all groups in one line with commas between them. */
function groupList(text: string): readonly string[] {
  return text
    .split(',')
    .map((group) => group.trim())
    .filter((group) => group !== '');
}
