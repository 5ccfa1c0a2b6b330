import type { AttentionItem } from '#browser/fleet/judgement.ts';

/**
 * The ends of keys as a calendar file (RFC 5545) with one moment per key. `now` is when the file is made and `origin`
 * where this console is, both for the reader of the calendar; there is no token and no key in it.
 */
export function expiryCalendar(items: readonly AttentionItem[], now: number, origin: string): string {
  const events = items.flatMap(({ device, facts, at, groups }) => {
    if (at === undefined) return [];
    const owner = facts.tags.length > 0 ? facts.tags.map((tag) => `tag:${tag}`).join(', ') : facts.owner;
    const routed = groups.map(({ key }) => key);
    const link = `${origin}/devices/${encodeURIComponent(device.key)}#key`;
    const told = [
      ...(owner === '' ? [] : [`Owner: ${owner}`]),
      ...(routed.length === 0 ? [] : [`Routes: ${routed.join(', ')}`]),
      'The device is cut off until it signs in again.',
    ];
    return [
      'BEGIN:VEVENT',
      // The same key and date is the same event, however often the file is made.
      `UID:${escapeText(`key-${device.key}-${stamp(at)}@tailboard`)}`,
      `DTSTAMP:${stamp(now)}`,
      `DTSTART:${stamp(at)}`,
      `SUMMARY:${escapeText(`Key of ${facts.name} expires`)}`,
      `DESCRIPTION:${escapeText(told.join('\n'))}`,
      `URL:${link}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ];
  });
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Tailboard//Key expiry//EN',
    'CALSCALE:GREGORIAN',
    ...events,
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

/** "20261124T220000Z". */
function stamp(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
}

/** Text as a value (RFC 5545, 3.3.11); signs that no calendar takes are left out. */
function escapeText(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replaceAll(/\r\n?|\n/g, '\\n')
    .replaceAll(/\p{Cc}/gu, '');
}

const longestLine = 75;

/** Lines have at most 75 bytes; the rest goes on after a line break and a space, never inside a character. */
function fold(line: string): string {
  const encoder = new TextEncoder();
  let folded = '';
  let bytes = 0;
  for (const character of line) {
    const length = encoder.encode(character).length;
    if (bytes + length > longestLine) {
      folded += '\r\n ';
      bytes = 1;
    }
    folded += character;
    bytes += length;
  }
  return folded;
}
