import { Refusal } from '#proxy/refusal.ts';

/**
 * The value of a header that says who somebody is, or undefined without it. Throws `identity_missing` when it stands
 * there twice, or beside a look-alike: a portal overwrites its own spelling and lets X_Forwarded_User pass, which many
 * servers take for X-Forwarded-User.
 */
export function identityHeader(rawHeaders: readonly string[], name: string): string | undefined {
  const alike: (readonly [name: string, value: string])[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const given = rawHeaders[index] ?? '';
    if (plain(given) === plain(name)) alike.push([given, rawHeaders[index + 1] ?? '']);
  }
  const [first, ...more] = alike;
  if (first === undefined) return undefined;
  if (more.length > 0 || first[0].toLowerCase() !== name.toLowerCase()) throw new Refusal('identity_missing');
  return first[1].trim();
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '-');
}

/**
 * Somebody's id as it was sent. Throws `identity_missing` for none, for a list (which is what two headers become when a
 * proxy joins them), and for what no line of a log should hold.
 */
export function personId(given: unknown): string {
  if (typeof given !== 'string' || given === '' || given.length > 256 || /[,;]/.test(given) || !isOneLine(given)) {
    throw new Refusal('identity_missing');
  }
  return given;
}

/** Somebody's name, or their id where no name that can be shown was sent. */
export function personName(given: unknown, id: string): string {
  return typeof given === 'string' && given !== '' && given.length <= 256 && isOneLine(given) ? given : id;
}

/** No control, no line separator, nothing that turns the direction of the text around it, no white space at its ends. */
function isOneLine(text: string): boolean {
  return !/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffd]/u.test(text) && text.trim() === text;
}
