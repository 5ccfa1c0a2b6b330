/** RFC 2047, section 2, as Go's `mime.QEncoding` writes it. */
const word = /=\?utf-8\?([qb])\?([^?\s]*)\?=/gi;
// eslint-disable-next-line no-control-regex -- whether there is anything beyond ASCII is the question
const beyondAscii = /[^\x00-\x7f]/;

/** The bytes of a header, which Node shows as Latin-1, as the UTF-8 that they are; undefined when they are none. */
export function headerText(value: string): string | undefined {
  return beyondAscii.test(value) ? utf8(Buffer.from(value, 'latin1')) : value;
}

/**
 * Text in the encoded words of https://www.rfc-editor.org/rfc/rfc2047, in which Tailscale Serve writes what is not
 * ASCII; all else stays as it is. Undefined for words that are not well-formed, and for ASCII in disguise: Serve never
 * encodes that, so somebody's account has been given a name that reads as somebody else's.
 */
export function encodedText(value: string): string | undefined {
  if (!value.includes('=?')) return headerText(value);
  let isWell = true;
  // White space between two words belongs to neither (section 6.2).
  const text = value.replace(/(\?=)\s+(?==\?)/g, '$1').replace(word, (_, encoding: string, content: string) => {
    const decoded = utf8(encoding.toLowerCase() === 'b' ? Buffer.from(content, 'base64') : quoted(content));
    isWell &&= decoded !== undefined;
    return decoded ?? '';
  });
  return isWell && beyondAscii.test(text) && !text.includes('=?') ? text : undefined;
}

/** A name to show, in any of the ways in which portals write one: UTF-8, encoded words, percent-encoded. */
export function nameText(value: string): string | undefined {
  if (!/%[89a-f][0-9a-f]/i.test(value)) return encodedText(value);
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Section 4.2: "_" is a space, "=C3" a byte. */
function quoted(content: string): Buffer {
  const bytes = content
    .replaceAll('_', ' ')
    .replace(/=([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));
  return Buffer.from(bytes, 'latin1');
}

function utf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
