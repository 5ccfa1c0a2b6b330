/**
 * One line of a CSV file (https://www.rfc-editor.org/rfc/rfc4180), CR LF at its end. A cell that a spreadsheet would
 * take for a formula, by "=", "+", "-", "@", a tab or a line break in front, begins with an apostrophe, as others choose
 * the names of their devices (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text;
  return /[",\r\n]|^[\s']|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
