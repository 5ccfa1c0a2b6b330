import type { Aliases } from './aliases.ts';

/** Filter keys whose values are words of the filter language, tags and numbers: no identity stands in them. */
const harmless =
  /^-?\(?(?:tag|os|status|version|seen|expires|created|exit|expiry|update|ephemeral|shared|is|route|attr|custom):/i;

/** True for a word of a filter line in which no identity stands. */
export const isHarmless = (word: string): boolean => harmless.test(word);

/** A filter line with aliases in place of identities; without the whole line where it may hold a part of one. */
export function maskFilter(line: string, aliases: Aliases): string {
  const masked = aliases.text(line);
  const words = masked.split(/\s+/).filter((word) => !harmless.test(word) || aliases.kinds.has('prefixes'));
  const parts = words.flatMap((word) => word.split(/[\s:()|"-]+/)).filter((part) => part.length > 1);
  return parts.some((part) => aliases.isPartOfIdentity(part)) ? '' : masked;
}

/**
 * The address of the page with aliases in place of identities and without what has asked for capture mode; `base` is the
 * path that the console is served below. What was a device that nobody knows becomes the list.
 */
export function maskAddress(given: URL, base: string, aliases: Aliases): string {
  const path = given.pathname.slice(base.length);
  const [, before = '', encoded, after = ''] = /^((?:\/[a-z]+)*\/devices?\/)([^/]+)(.*)$/.exec(path) ?? [];
  const search = new URLSearchParams();
  for (const [name, value] of given.searchParams) {
    if (name === 'capture' || name === 'theme') continue;
    const text = name === 'filter' ? maskFilter(value, aliases) : aliases.text(value);
    if (text !== '') search.append(name, text);
  }
  const shown = encoded === undefined ? path : `${before}${encodeURIComponent(aliases.text(decode(encoded)))}${after}`;
  const query = search.toString().replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%2F', '/');
  return `${base}${shown}${query === '' ? '' : `?${query}`}${given.hash}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
