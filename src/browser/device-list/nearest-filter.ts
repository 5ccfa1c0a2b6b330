/** The words of a filter line as they stand; a line with brackets or OR is one word, as its parts cannot go alone. */
export function filterWords(line: string): readonly string[] {
  const words = line.match(/(?:[^\s"]+|"[^"]*"?)+/g) ?? [];
  return words.some((word) => word === 'OR' || word === 'NOT' || /[()]/.test(word)) ? [line.trim()] : words;
}

/** The single word without which most devices match, with the line that is left; undefined when none helps. */
export function nearestFilter(
  line: string,
  countOf: (line: string) => number,
): { readonly without: string; readonly line: string; readonly count: number } | undefined {
  const words = filterWords(line);
  if (words.length < 2 || words.length > 12) return undefined;
  let best: { without: string; line: string; count: number } | undefined;
  for (const [index, without] of words.entries()) {
    const rest = words.filter((_, other) => other !== index).join(' ');
    const count = countOf(rest);
    if (count > (best?.count ?? 0)) best = { without, line: rest, count };
  }
  return best;
}
