import { createHash } from 'node:crypto';
import type { Rights } from '#contract/rights.ts';
import { type Session, ownerOf, sessionHeader } from '#contract/session.ts';
import { headerLines } from '#proxy/headers.ts';
import { Refusal } from '#proxy/refusal.ts';
import type { Visitor } from './visitor.ts';

/** The session with its tag, in which neither a name nor a right can be read. */
export function tagged(session: Session): Session & { readonly tag: string } {
  const { mode, tailnet, person } = session;
  // Views are as many as somebody likes, and those of the start until the end.
  const all = { ...session, views: undefined };
  return { ...session, tag: `${short([mode, tailnet, person?.id ?? null])}.${short(all)}` };
}

/** Gives the tag of a visitor's session under these rights, which is made once: it goes with every answer. */
export function createTags(): (visitor: Visitor, rights: Rights | undefined, session: () => { tag: string }) => string {
  const most = 1000;
  const known = new Map<string, string>();
  let knownFor: Rights | undefined;
  return ({ person, role }, rights, session) => {
    if (rights !== knownFor || known.size >= most) known.clear();
    knownFor = rights;
    const key = person === null ? '' : JSON.stringify([person.id, person.name, role]);
    const tag = known.get(key) ?? session().tag;
    known.set(key, tag);
    return tag;
  };
}

function short(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 12);
}

/**
 * Refuses a write of a page that was opened for somebody else, or for another tailnet: what one person decided is not
 * done in the name of another. Who sends no tag, such as a script, decides in their own name.
 */
export function checkOwner(rawHeaders: readonly string[], tag: string | undefined): void {
  const given = headerLines(rawHeaders, sessionHeader.toLowerCase());
  if (given.length === 0) return;
  if (given.length > 1 || ownerOf(given[0] ?? '') !== ownerOf(tag ?? '')) throw new Refusal('session_changed');
}
