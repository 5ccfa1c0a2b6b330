/** The test of a version that `version:` stands for; undefined while nothing but the operator is typed. */
export function readVersionTest(value: string): ((version: string) => boolean) | undefined {
  const [, operator = '', wanted = ''] = /^([<>]=?|=)?v?(.*)$/s.exec(value) ?? [];
  if (!/^\d[\w.-]*$/.test(wanted)) return undefined;
  // A line stands for all its patches: 1.92 is 1.92.3 too, but not 1.920.
  if (operator === '' || operator === '=')
    return (version) => version === wanted || version.startsWith(wanted.endsWith('.') ? wanted : `${wanted}.`);
  return (version) => {
    if (version === '') return false;
    const order = compareVersions(version, wanted);
    if (order === 0) return operator.endsWith('=');
    return operator.startsWith('<') ? order < 0 : order > 0;
  };
}

/** Negative when `one` is the older version, compared number by number. Parts that are no number count as 0. */
export function compareVersions(one: string, other: string): number {
  const a = one.split('.');
  const b = other.split('.');
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (Number.parseInt(a[index] ?? '0', 10) || 0) - (Number.parseInt(b[index] ?? '0', 10) || 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
