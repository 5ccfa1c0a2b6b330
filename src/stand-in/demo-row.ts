/** The moment that the demo tailnet is told for; every date in it moves along with the real clock. */
export const told = Date.parse('2026-11-21T17:12:00Z');

/** One device of the demo tailnet, as far as it differs from an ordinary one: connected, approved, up to date. */
export type DemoRow = {
  readonly name: string;
  /** The machine's own word for itself, where it differs from the name. */
  readonly hostname?: string;
  readonly os: 'linux' | 'windows' | 'macOS' | 'iOS' | 'tvOS' | 'android' | 'freebsd';
  /** Absent where the device has IPv6 only. */
  readonly ipv4?: string;
  readonly ipv6?: string;
  readonly tags?: readonly string[];
  readonly user: string;
  readonly added: string;
  /** The release of the client; an older one than 1.92.3 has an update waiting. */
  readonly release?: string;
  /** Days from the told moment until the key expires; "never" is the zero time of a device that was born tagged. */
  readonly expires?: number | 'never';
  readonly keyExpiryDisabled?: true;
  /** Moment when it was last connected, or "never seen"; absent while connected. */
  readonly offlineSince?: string;
  readonly unapproved?: true;
  /** In the machine's own order. */
  readonly advertises?: readonly string[];
  /** Sorted, as the server keeps them. */
  readonly approved?: readonly string[];
  readonly ephemeral?: true;
  readonly sharedNodeKey?: true;
  readonly ssh?: true;
  readonly blocksIncoming?: true;
  readonly lockError?: string;
  readonly distro?: { readonly name: string; readonly version: string; readonly codeName: string };
  readonly connectivity?: 'null' | 'empty shell' | 'hard NAT';
  readonly serial?: string;
  readonly identityCollectionOff?: true;
  /** MagicDNS name in the tailnet that shares the device with this one. */
  readonly sharedFrom?: string;
};

export const bookworm = { name: 'debian', version: '12', codeName: 'bookworm' } as const;
export const noble = { name: 'ubuntu', version: '24.04', codeName: 'noble' } as const;
export const exitNode = ['0.0.0.0/0', '::/0'] as const;
