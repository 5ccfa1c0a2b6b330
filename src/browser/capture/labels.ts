/**
 * How aliases are written. They take the place of identities in everything that the page reads, so each has a form that
 * its readers accept, and none could be one of a tailnet: addresses are of ranges that nobody has, names say what they are.
 */
export const aliasOf = {
  user: (number: number) => `user-${pad(number)}@masked`,
  device: (number: number) => `device-${String(number).padStart(2, '0')}`,
  host: (number: number) => `hostname-${pad(number)}`,
  tailnet: (number: number) => (number === 1 ? 'masked-tailnet' : `masked-tailnet-${number}`),
  ipv4: (number: number) => `250.${64 + ((number >> 16) & 63)}.${(number >> 8) & 255}.${number & 255}`,
  ipv6: (number: number) =>
    `2001:db8:7a1b::${number > 0xffff ? `${(number >> 16).toString(16)}:` : ''}${(number & 0xffff).toString(16)}`,
  endpoint: (number: number) => `250.${128 + ((number >> 16) & 63)}.${(number >> 8) & 255}.${number & 255}:1`,
  nodeId: (number: number) => `nMasked${pad(number)}CNTRL`,
  deviceId: (number: number) => `idMasked${pad(number)}`,
  inviteId: (number: number) => `inviteMasked${pad(number)}`,
} as const;

/** The aliases that can be told within a longer word, such as the address in `250.64.0.7/32`. */
export const aliasForms =
  /user-\d{4,}@masked|nMasked\d{4,}CNTRL|\b250\.\d{1,3}\.\d{1,3}\.\d{1,3}(?::1\b)?|2001:db8:7a1b::[0-9a-f:]*[0-9a-f]/g;

/** What is only ever said to be there. */
export const hiddenThings = {
  nodeKey: 'masked-node-key',
  machineKey: 'masked-machine-key',
  lockKey: 'masked-lock-key',
  serial: 'masked-serial',
  hardware: 'masked-hardware-address',
  requestId: 'masked-request-ID',
  inviteLink: 'masked-invite-link',
  somebody: 'masked-user',
  address: 'masked-address',
  key: 'masked-key',
} as const;

function pad(number: number): string {
  return String(number).padStart(4, '0');
}

const forms = new RegExp(
  [
    String.raw`\buser-(?<user>\d{4,})(?:@masked)?`,
    String.raw`\bdevice-(?<device>\d{2,})\b(?!-\d{4})`,
    String.raw`\bhostname-(?<host>\d{4,})`,
    String.raw`\bmasked-tailnet(?:-(?<tailnet>\d+))?`,
    String.raw`\bmasked-(?<hidden>user|address|key|(?:node|machine|lock)-key|serial|hardware-address|request-ID|invite-link)\b`,
    String.raw`\b(?<node>nMasked)\d{4,}CNTRL`,
    String.raw`\b(?<id>idMasked)\d{4,}`,
    String.raw`\b(?<invite>inviteMasked)\d{4,}`,
    String.raw`\b250\.(?<a>\d{1,3})\.(?<b>\d{1,3})\.(?<c>\d{1,3})(?<port>:1\b)?(?![\d/])`,
    String.raw`\b2001:db8:7a1b::(?<six>[0-9a-f]{1,4}(?::[0-9a-f]{1,4})?)`,
    String.raw`(?<![\w.:])(?<prefix>[0-9a-f.:]*[.:][0-9a-f.:]*/\d{1,3})(?![\w/])`,
    '@masked',
  ].join('|'),
  'g',
);

/** A text in pieces: as it stands, or masked and then only the label. */
export type Piece = { readonly text: string; readonly isMask: boolean };

/** How aliases are called where a person sees them: "user 1", "IPv4 1", "device 07". `labelOfPrefix` knows the masked routes. */
export function createLabels(labelOfPrefix: (prefix: string) => string | undefined, hasNames: boolean) {
  const labelOf = (groups: Readonly<Record<string, string | undefined>>, whole: string): string | undefined => {
    const { user, device, host, tailnet, hidden, a, b, c, port, six, prefix } = groups;
    if (user !== undefined) return `user ${Number(user)}`;
    if (device !== undefined) return hasNames ? `device ${device}` : undefined;
    if (host !== undefined) return `host name ${Number(host)}`;
    if (hidden !== undefined) return hidden.replaceAll('-', ' ');
    if (groups['node'] !== undefined) return 'node ID';
    if (groups['id'] !== undefined) return 'device ID';
    if (groups['invite'] !== undefined) return 'invite ID';
    if (six !== undefined) {
      const [high = '0', low = ''] = six.includes(':') ? six.split(':') : ['0', six];
      return `IPv6 ${Number.parseInt(high, 16) * 65_536 + Number.parseInt(low, 16)}`;
    }
    if (prefix !== undefined) return labelOfPrefix(prefix);
    if (a !== undefined) {
      const number = (Number(a) % 64) * 65_536 + Number(b) * 256 + Number(c);
      return `${Number(a) >= 128 || port !== undefined ? 'endpoint' : 'IPv4'} ${number}`;
    }
    if (whole === '@masked') return '';
    return tailnet === undefined ? 'tailnet' : `tailnet ${tailnet}`;
  };
  const pieces = (text: string): readonly Piece[] => {
    const made: Piece[] = [];
    let end = 0;
    for (const match of text.matchAll(forms)) {
      const label = labelOf(match.groups ?? {}, match[0]);
      if (label === undefined) continue;
      if (match.index > end) made.push({ text: text.slice(end, match.index), isMask: false });
      if (label !== '') made.push({ text: label, isMask: true });
      end = match.index + match[0].length;
    }
    if (end < text.length) made.push({ text: text.slice(end), isMask: false });
    return made;
  };
  return {
    pieces,
    /** The text as it is read, copied and exported. */
    plain: (text: string): string =>
      pieces(text)
        .map((piece) => piece.text)
        .join(''),
  };
}

/** A text with aliases in place of their labels, as a person reads them off the page and types them. */
export function readLabels(text: string): string {
  return text.replaceAll(/\b(user|device|IPv4|IPv6) (\d{1,7})\b/gi, (label, kind: string, digits: string) => {
    const number = Number(digits);
    switch (kind.toLowerCase()) {
      case 'user':
        return aliasOf.user(number);
      case 'device':
        return aliasOf.device(number);
      case 'ipv4':
        return aliasOf.ipv4(number);
      case 'ipv6':
        return aliasOf.ipv6(number);
      default:
        return label;
    }
  });
}

export type Labels = ReturnType<typeof createLabels>;
