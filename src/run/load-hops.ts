import { Agent } from 'node:http';
import { send } from './load-clients.ts';
import { secrets } from './load-secrets.ts';

/** Where one read goes to: straight to the API, over a plain proxy, over ours. */
export type Ways = { readonly direct: string; readonly plain: string; readonly tailboard: string };

/** The ratio of what two proxies add to a direct call, and the sentence that tells it. */
export type Hop = { readonly ratio: number; readonly sentence: string };

/** Rounds that are made and not counted, until all code is compiled and all connections are there. */
const warmUp = 400;

/**
 * Reads one device over each way in turn, with a connection per way and person that is kept, so that whatever else the
 * machine does meets all three alike; gives what was added at the median and at the 99th percentile.
 */
export async function measureHops(ways: Ways, device: string, people: number, rounds: number): Promise<readonly Hop[]> {
  const names = ['direct', 'plain', 'tailboard'] as const;
  const times: Record<keyof Ways, number[]> = { direct: [], plain: [], tailboard: [] };
  const agent = new Agent({ keepAlive: true });
  const headers = { authorization: `Bearer ${secrets.personKey}` };
  const person = async (offset: number): Promise<void> => {
    for (let step = 0; step < (warmUp + rounds) * names.length; step += 1) {
      const name = names[(step + offset) % names.length] ?? 'direct';
      const started = performance.now();
      const status = await send(agent, `${ways[name]}/api/v2/device/${device}`, { headers });
      if (status !== 200) throw new Error(`A quiet read over "${name}" was answered ${status}.`);
      if (step >= warmUp * names.length) times[name].push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: people }, (_, offset) => person(offset)));
  agent.destroy();
  const sorted = names.map((name) => times[name].toSorted((a, b) => a - b));
  return [
    { share: 0.5, called: 'median' },
    { share: 0.99, called: 'p99' },
  ].map(({ share, called }) => {
    const [direct = NaN, plain = NaN, own = NaN] = sorted.map((list) => list[Math.floor(list.length * share)]);
    const ratio = (own - direct) / (plain - direct);
    const told = [direct, plain, own].map((ms) => ms.toFixed(2)).join(', ');
    return {
      ratio,
      sentence: `${people} at a time, ${called}: direct, http-proxy, Tailboard ${told} ms; added, as a ratio: ${ratio.toFixed(2)}`,
    };
  });
}
