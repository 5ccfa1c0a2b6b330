import { nothing, refusal } from './answer.ts';
import { type Handlers, managed } from './handlers.ts';
import { isReservedIpv4, isTailscaleIpv4, parseIpv4 } from './ipv4.ts';
import { type TailnetState } from './tailnet.ts';

/**
 * Changing the IPv4 address; the IPv6 one stays. The sentences are those of Tailscale's own console
 * (tailscale/tailscale#19691, #15532): what the API says is not established.
 */
export function addressHandlers(tailnet: TailnetState): Pick<Handlers, 'setIp'> {
  return {
    setIp: managed(tailnet, (device, { body }) => {
      const address = parseIpv4(body.ipv4);
      if (address === undefined) return refusal(400, `ParseAddr(${JSON.stringify(body.ipv4)}): unable to parse IP`);
      if (!isTailscaleIpv4(address)) {
        return refusal(
          400,
          'Address must be a valid Tailscale IPv4 address: within 100.64.0.0/10 but excluding 100.115.92.0/23',
        );
      }
      if (isReservedIpv4(address)) return refusal(400, 'Cannot update address to reserved IP');
      for (const other of tailnet.store.every()) {
        if (other !== device && other.addresses?.includes(body.ipv4)) return refusal(400, 'Address already in use');
      }
      const others = (device.addresses ?? []).filter((known) => parseIpv4(known) === undefined);
      device.addresses = [body.ipv4, ...others];
      tailnet.store.touch(device);
      return nothing();
    }),
  };
}
