/**
 * Whoever holds one of these can act: keys of Tailscale and the links of its invites (https://tailscale.com/kb/1084).
 * Spelled so that the pattern does not look like a key itself: no text of the built page may.
 */
const secret = /ts(?:key)-[A-Za-z0-9-]+|https?:\/\/[^\s"]*\/invite\/[^\s"]*/g;

/**
 * The same JSON with every key and invite link in its texts taken out. Nobody means to put one into the log; a server
 * that quotes what it was sent would.
 */
export function withoutSecrets<Json>(json: Json): Json {
  const text = JSON.stringify(json);
  // Most often there is none, and then nothing is copied. Taking a part out of a text leaves the shape as it was.
  return text.search(secret) === -1 ? json : (JSON.parse(text.replace(secret, '(left out)')) as Json);
}
