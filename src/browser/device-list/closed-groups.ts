/**
 * Which groups a link folds up: their keys with commas between, as "prod,db". "*" in front turns it round: all are
 * folded up but for those, so that a link stays short where there are many groups.
 */
export function readClosed(text: string | undefined): (key: string) => boolean {
  const { isTurned, keys } = parse(text);
  return (key) => keys.has(key) !== isTurned;
}

/** The link's spelling after one group was folded up or out; undefined once none is folded up. */
export function toggleClosed(text: string | undefined, key: string): string | undefined {
  const { isTurned, keys } = parse(text);
  if (!keys.delete(key)) keys.add(key);
  // A group that is called "*" would turn the others round.
  const spelled = [...keys].map((one) => encodeURIComponent(one).replaceAll('*', '%2A'));
  return (isTurned ? ['*', ...spelled] : spelled).join() || undefined;
}

function parse(text: string | undefined): { isTurned: boolean; keys: Set<string> } {
  const parts = (text ?? '').split(',').filter((part) => part !== '');
  const isTurned = parts[0] === '*';
  return { isTurned, keys: new Set((isTurned ? parts.slice(1) : parts).map(decode)) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A link that was cut short; what is left names no group.
    return text;
  }
}
