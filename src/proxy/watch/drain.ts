import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** Milliseconds that reads and writes under way may still take when the server closes. */
export type Patience = { readonly readMs: number; readonly writeMs: number };

type Owed = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What the client asked for. */
  readonly keepAlive: boolean;
};

/** Knows which answers a server owes, so that it can be closed without dropping a write. */
export type Drain = {
  /** To be told of every request, before it is handled. */
  readonly begins: (request: IncomingMessage, response: ServerResponse) => void;
  /** The newest request on a connection that has not been answered to its end. */
  readonly owed: (socket: Duplex) => Owed | undefined;
  /**
   * Stops accepting. Who is owed an answer gets it with `Connection: close`: reads within `readMs`, and writes within
   * `writeMs`, as nobody could tell what became of one whose connection was dropped. Resolves when all are closed.
   */
  readonly close: (patience: Patience) => Promise<void>;
};

export function createDrain(server: Server): Drain {
  const connections = new Map<Duplex, Set<Owed>>();
  let draining = false;

  server.on('connection', (socket) => {
    connections.set(socket, new Set());
    socket.once('close', () => connections.delete(socket));
  });
  const owesWrite = (socket: Duplex) =>
    [...(connections.get(socket) ?? [])].some(({ request: { method } }) => method !== 'GET' && method !== 'HEAD');
  const destroyUnless = (keep: (socket: Duplex) => boolean) => {
    for (const socket of connections.keys()) if (!keep(socket)) socket.destroy();
  };
  /** Has the newest answer close its connection, and none before it. No effect on one whose headers have gone out. */
  const markLast = (owed: ReadonlySet<Owed>) => {
    const newest = [...owed].at(-1);
    for (const each of owed) each.response.shouldKeepAlive = each !== newest && each.keepAlive;
  };

  return {
    begins: (request, response) => {
      const owed = connections.get(request.socket);
      if (owed === undefined) return;
      const mine = { request, response, keepAlive: response.shouldKeepAlive };
      owed.add(mine);
      response.once('close', () => owed.delete(mine));
      if (draining) markLast(owed);
    },
    owed: (socket) => [...(connections.get(socket) ?? [])].at(-1),
    close: ({ readMs, writeMs }) => {
      draining = true;
      for (const owed of connections.values()) markLast(owed);
      return new Promise((closed) => {
        const timers = [
          setTimeout(() => destroyUnless(owesWrite), readMs),
          setTimeout(() => destroyUnless(() => false), writeMs),
        ];
        server.close(() => {
          for (const timer of timers) clearTimeout(timer);
          closed();
        });
        server.closeIdleConnections();
      });
    },
  };
}
