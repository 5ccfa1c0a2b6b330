import { type Leaving, createLeaving } from './leaving.ts';

/** A request as it came over the wire: the raw target, Node's flat list of header names and values, port and peer. */
export type Arrival = {
  readonly target: string;
  readonly rawHeaders: readonly string[];
  readonly localPort: number;
  /** The address at the other end of the socket; "" for what came over none. */
  readonly remoteAddress: string;
  /** The client, who may leave before its answer. */
  readonly client: Leaving;
};

/** The Arrival of a Request that came over no wire, as if its URL and headers had been sent as they are. */
export function arrivalOf(request: Request): Arrival {
  const url = new URL(request.url);
  const rawHeaders = [...request.headers].flat();
  if (!request.headers.has('host')) rawHeaders.push('host', url.host);
  if (request.body !== null) rawHeaders.push('transfer-encoding', 'chunked');
  const client = createLeaving();
  if (request.signal.aborted) client.leave();
  request.signal.addEventListener('abort', client.leave, { once: true });
  return {
    target: url.pathname + url.search,
    rawHeaders,
    localPort: Number(url.port || 80),
    remoteAddress: '',
    client,
  };
}
