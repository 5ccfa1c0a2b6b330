import type { Device } from '#contract/device.ts';

/**
 * What only identities of the strangers look like: words with a pair of letters that no word of ours has, in four scripts,
 * and addresses, ids and keys by their form.
 */
export const identity =
  /qz|ظغ|צץ|ŀŀ|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.\d|fd7a:115c|203\.0\.113\.|10\.7\d\.|(?<!nMasked\d*)11CNTRL|(?:nodekey|mkey|nlpub):|SN0X|example\.com|(?<=\w)@(?!masked)\w|invite\/demo|login\.tailscale/giu;

const scripts = [
  { letters: 'abcdefghilmnoprstu', mark: 'qz' },
  { letters: 'ابتثجحخدذرزسش', mark: 'ظغ' },
  { letters: 'אבגדהוזחטיכלמנ', mark: 'צץ' },
  { letters: 'äöüßéñçø', mark: 'ŀŀ' },
] as const;

/** Seeded chance, as a test must fail again the way it failed. */
function createChance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
}

/** A tailnet in which nothing that names somebody or something is a word that anybody knows. */
export function strangers(count: number, now: number): Device[] {
  const chance = createChance(7);
  const word = () => {
    const { letters, mark } = scripts[chance(scripts.length)] ?? scripts[0];
    const draw = () => Array.from({ length: 2 + chance(4) }, () => letters.charAt(chance(letters.length))).join('');
    return `${draw()}${mark}${draw()}`;
  };
  const people = Array.from({ length: Math.ceil(count / 4) }, () => `${word()}@${word()}.example`);
  const domain = `${word()}.ts.net`;
  const date = (days: number) => new Date(now + days * 86_400_000).toISOString();
  const hex = () => Array.from({ length: 16 }, () => chance(65_536).toString(16).padStart(4, '0')).join('');
  return Array.from({ length: count }, (_, index): Device => {
    const isTagged = chance(2) === 0;
    const name = `${word()}-${index}`;
    const lan = `10.${70 + chance(9)}.${chance(255)}.0/24`;
    const isRouter = chance(20) === 0 || index < 2;
    return {
      addresses: [
        `100.${64 + (index >> 14)}.${(index >> 7) & 127}.${1 + (index & 127)}`,
        `fd7a:115c:a1e0::${(index + 1).toString(16)}`,
      ],
      id: String(7_100_000_000_000_000 + index),
      nodeId: `n${index.toString(36).toUpperCase().padStart(5, 'Z')}11CNTRL`,
      user: people[chance(people.length)] ?? '',
      name: `${name}.${domain}`,
      hostname: chance(3) === 0 ? `${word()} ${word()}` : name,
      clientVersion: '1.92.3',
      updateAvailable: chance(30) === 0,
      os: ['linux', 'windows', 'macOS', 'iOS'][chance(4)] ?? 'linux',
      created: date(-1 - chance(900)),
      connectedToControl: chance(4) > 0,
      lastSeen: date(-chance(100)),
      keyExpiryDisabled: false,
      expires: date(chance(60) === 0 ? -chance(90) : 1 + chance(170)),
      authorized: index === 1 || chance(80) > 0,
      isExternal: false,
      machineKey: `mkey:${hex()}`,
      nodeKey: `nodekey:${hex()}`,
      blocksIncomingConnections: false,
      tailnetLockKey: `nlpub:${hex()}`,
      tailnetLockError: chance(500) === 0 ? `node ${name} of ${people[0] ?? ''} is not signed` : '',
      ...(isTagged ? { tags: [`tag:t${chance(40)}`, ...(isRouter ? ['tag:router'] : [])] } : {}),
      enabledRoutes: isRouter && chance(2) === 0 ? [lan] : [],
      advertisedRoutes: isRouter ? [lan, ...(chance(4) === 0 ? ['0.0.0.0/0', '::/0'] : [])] : [],
      clientConnectivity: {
        endpoints: [`203.0.113.${1 + chance(250)}:41641`, `10.7${chance(9)}.0.${1 + chance(250)}:41641`],
        mappingVariesByDestIP: false,
        latency: { Frankfurt: { preferred: true, latencyMs: 4.2 } },
        clientSupports: { hairPinning: false, ipv6: true, pcp: false, pmp: false, udp: true, upnp: false },
      },
      postureIdentity: { serialNumbers: [`SN0X${index}`] },
      sshEnabled: false,
      distro: {},
    };
  });
}
