import type { AttributeRow } from './attribute-rows.ts';

/** Attributes of one namespace, and who sets them. */
export type AttributeGroup = {
  readonly namespace: string;
  /** "Set by the device itself"; undefined for those that people set. */
  readonly setBy: string | undefined;
  readonly rows: readonly AttributeRow[];
};

/** The integrations by their namespace (https://tailscale.com/kb/1288/device-posture). */
const integrations: Readonly<Record<string, string>> = {
  falcon: 'CrowdStrike Falcon',
  fleet: 'Fleet',
  huntress: 'Huntress',
  intune: 'Microsoft Intune',
  jamfPro: 'Jamf Pro',
  kandji: 'Kandji',
  kolide: 'Kolide',
  sentinelOne: 'SentinelOne',
};

/** Who sets the attributes of a namespace, which comes with its colon; undefined for people. */
function setterOf(namespace: string): string | undefined {
  const name = namespace.replace(/:$/, '');
  if (name === 'custom') return undefined;
  if (name === 'node') return 'Set by the device itself';
  if (name === 'ip') return "Set by Tailscale, from the device's public address";
  if (name === '') return 'Set by the server';
  return `Set by ${integrations[name] ?? `the integration ${name}`}`;
}

/** Rows by namespace: those that people set first, then the others in order of their names. */
export function groupRows(rows: readonly AttributeRow[]): readonly AttributeGroup[] {
  const groups = new Map<string, AttributeRow[]>();
  for (const row of rows) {
    const group = groups.get(row.namespace);
    if (group === undefined) groups.set(row.namespace, [row]);
    else group.push(row);
  }
  return [...groups]
    .map(([namespace, members]) => ({ namespace, setBy: setterOf(namespace), rows: members }))
    .toSorted((one, other) => {
      if ((one.setBy === undefined) !== (other.setBy === undefined)) return one.setBy === undefined ? -1 : 1;
      return one.namespace < other.namespace ? -1 : 1;
    });
}

/** "3 custom, 5 from the device": what stands beside the title while attributes are edited. */
export function countBySource(rows: readonly AttributeRow[]): string {
  const custom = rows.filter(({ namespace }) => namespace === 'custom:').length;
  const node = rows.filter(({ namespace }) => namespace === 'node:').length;
  const others = rows.length - custom - node;
  return [
    `${custom} custom`,
    ...(node > 0 ? [`${node} from the device`] : []),
    ...(others > 0 ? [`${others} from others`] : []),
  ].join(', ');
}
