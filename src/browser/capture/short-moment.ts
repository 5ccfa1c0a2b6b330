/** "21 Nov, 16:24 UTC" as "21 Nov 16:24", for which a column has room; behind "Added" the day alone. Other words stay. */
export function shortMoment(words: string): string {
  const [, added = '', date = '', time = ''] = /^(Added )?(\d{1,2} [A-Z][a-z]{2}), (\d\d:\d\d) UTC$/.exec(words) ?? [];
  if (date === '') return words;
  return added === '' ? `${date} ${time}` : `${added}${date}`;
}
