/** What the tagged machines of a fleet are there for, with their tags and how many of a hundred they are. */
export const serverRoles: readonly {
  readonly role: string;
  readonly tags: readonly string[];
  readonly share: number;
}[] = [
  { role: 'web', tags: ['tag:web'], share: 14 },
  { role: 'api', tags: ['tag:api'], share: 12 },
  { role: 'k8s-node', tags: ['tag:k8s'], share: 18 },
  { role: 'db', tags: ['tag:db'], share: 9 },
  { role: 'cache', tags: ['tag:cache'], share: 5 },
  { role: 'queue', tags: ['tag:queue'], share: 4 },
  { role: 'worker', tags: ['tag:worker'], share: 8 },
  { role: 'ci-runner', tags: ['tag:ci'], share: 8 },
  { role: 'build', tags: ['tag:build', 'tag:ci'], share: 3 },
  { role: 'metrics', tags: ['tag:metrics', 'tag:monitoring'], share: 3 },
  { role: 'logs', tags: ['tag:logs', 'tag:monitoring'], share: 2 },
  { role: 'storage', tags: ['tag:storage'], share: 3 },
  { role: 'backup', tags: ['tag:backup', 'tag:storage'], share: 2 },
  { role: 'mail', tags: ['tag:mail'], share: 1 },
  { role: 'erp', tags: ['tag:erp'], share: 1 },
  { role: 'kiosk', tags: ['tag:kiosk'], share: 3 },
  { role: 'camera', tags: ['tag:camera'], share: 2 },
  { role: 'printer-gw', tags: ['tag:office', 'tag:printer'], share: 1 },
  { role: 'gpu', tags: ['tag:gpu', 'tag:ml'], share: 1 },
];

/** Tags that say where a tagged machine stands in its life and in the world. */
export const stageTags = ['tag:prod', 'tag:prod', 'tag:prod', 'tag:staging', 'tag:dev'] as const;
export const regionTags = ['tag:eu', 'tag:us', 'tag:apac'] as const;
/** Tags that now and then come on top. */
export const extraTags = [
  'tag:pci',
  'tag:readonly',
  'tag:ssh',
  'tag:funnel',
  'tag:spot',
  'tag:canary',
  'tag:vpn',
  'tag:audit',
  'tag:legacy',
  'tag:contractor',
] as const;
export const routerTags = ['tag:router'] as const;
export const exitTags = ['tag:exit'] as const;

/** Sites, each with the relay nearest to it and its region's tag. */
export const sites: readonly { readonly site: string; readonly relay: string; readonly region: string }[] = [
  { site: 'fra', relay: 'Frankfurt', region: 'tag:eu' },
  { site: 'ams', relay: 'Amsterdam', region: 'tag:eu' },
  { site: 'lon', relay: 'London', region: 'tag:eu' },
  { site: 'nyc', relay: 'New York City', region: 'tag:us' },
  { site: 'chi', relay: 'Chicago', region: 'tag:us' },
  { site: 'sfo', relay: 'San Francisco', region: 'tag:us' },
  { site: 'sin', relay: 'Singapore', region: 'tag:apac' },
  { site: 'syd', relay: 'Sydney', region: 'tag:apac' },
];

export const firstNames = [
  'amelie',
  'jonas',
  'priya',
  'tomas',
  'lena',
  'marco',
  'nadia',
  'felix',
  'aiko',
  'bruno',
  'carla',
  'dmitri',
  'elif',
  'farid',
  'greta',
  'hugo',
  'ines',
  'jamal',
  'kaja',
  'liam',
  'mina',
  'noor',
  'oskar',
  'petra',
  'quinn',
  'rosa',
  'samir',
  'tessa',
  'umut',
  'vera',
  'wanda',
  'xavi',
  'yara',
  'zeno',
  'anouk',
  'boris',
  'chloe',
  'diego',
  'emil',
  'freya',
] as const;
export const lastNames = [
  'adler',
  'becker',
  'costa',
  'dahl',
  'eriksen',
  'fontaine',
  'garcia',
  'hansen',
  'ito',
  'jansen',
  'kaya',
  'lindqvist',
  'moreau',
  'novak',
  'okafor',
  'petrov',
  'quist',
  'rossi',
  'silva',
  'tanaka',
  'ueda',
  'vargas',
  'weber',
  'xu',
  'yilmaz',
  'zhang',
  'abara',
  'bianchi',
  'chandra',
  'duarte',
  'endo',
  'farkas',
  'gruber',
  'hoang',
  'ivanova',
  'jovic',
  'kim',
  'lopez',
  'meyer',
  'nair',
  'osei',
  'park',
  'rahman',
  'sato',
  'tran',
  'usman',
  'visser',
  'wolf',
  'yadav',
  'ziegler',
] as const;

export type PersonalKind = {
  readonly model: string;
  readonly os: 'macOS' | 'windows' | 'linux' | 'iOS' | 'android';
  readonly share: number;
};
/** The machines that people carry, and how many of a hundred they are. */
export const personalKinds: readonly PersonalKind[] = [
  { model: 'mbp', os: 'macOS', share: 26 },
  { model: 'macbook-air', os: 'macOS', share: 10 },
  { model: 'thinkpad', os: 'windows', share: 14 },
  { model: 'surface', os: 'windows', share: 6 },
  { model: 'framework', os: 'linux', share: 8 },
  { model: 'desktop', os: 'windows', share: 6 },
  { model: 'iphone', os: 'iOS', share: 18 },
  { model: 'ipad', os: 'iOS', share: 4 },
  { model: 'pixel', os: 'android', share: 8 },
];

/** Releases of the client; only the first is up to date, and which of the others a device runs is spread evenly. */
export const releases = [
  '1.92.3',
  '1.92.2',
  '1.90.9',
  '1.90.6',
  '1.88.4',
  '1.86.2',
  '1.84.1',
  '1.82.0',
  '1.78.1',
] as const;

export const linuxDistros = [
  { name: 'debian', version: '12', codeName: 'bookworm' },
  { name: 'debian', version: '13', codeName: 'trixie' },
  { name: 'ubuntu', version: '24.04', codeName: 'noble' },
  { name: 'ubuntu', version: '22.04', codeName: 'jammy' },
  { name: 'alpine', version: '3.22', codeName: '' },
  { name: 'rocky', version: '9.6', codeName: 'Blue Onyx' },
] as const;
