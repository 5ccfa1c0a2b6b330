/** An IPv4 address as a number, or undefined; strict as Go's netip: four decimal parts, no leading zeros. */
export function parseIpv4(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let address = 0;
  for (const part of parts) {
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined;
    address = address * 256 + Number(part);
  }
  return address;
}

export function formatIpv4(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
}

function block(first: string, bits: number): (address: number) => boolean {
  const start = parseIpv4(first) ?? 0;
  const size = 2 ** (32 - bits);
  return (address) => address >= start && address < start + size;
}

const carrierGradeNat = block('100.64.0.0', 10);
const chromeOs = block('100.115.92.0', 23);
const reserved = [
  block('100.100.0.0', 24),
  block('100.100.100.0', 24),
  block('100.115.0.0', 16),
  block('100.101.102.103', 32),
  block('100.127.0.1', 32),
];

/** Inside 100.64.0.0/10 and outside the block that ChromeOS uses (https://tailscale.com/kb/1015/100.x-addresses). */
export function isTailscaleIpv4(address: number): boolean {
  return carrierGradeNat(address) && !chromeOs(address);
}

/** In the range, but kept by Tailscale for itself (https://tailscale.com/kb/1304/ip-pool). */
export function isReservedIpv4(address: number): boolean {
  return reserved.some((contains) => contains(address));
}

/** The IPv6 address beside an IPv4 one: two groups, of which the last is the IPv4's last two bytes. */
export function ipv6Beside(ipv4: string, group: number): string {
  const tail = (parseIpv4(ipv4) ?? 0) & 0xffff;
  return `fd7a:115c:a1e0::${(group & 0xffff || 1).toString(16)}:${tail.toString(16)}`;
}
