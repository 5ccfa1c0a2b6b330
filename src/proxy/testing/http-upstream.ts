import { type ServerResponse, createServer } from 'node:http';
import { type Socket, createServer as createTcpServer } from 'node:net';
import { onTestFinished } from 'vitest';

export type RecordedCall = {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
};

/** An upstream that speaks real HTTP on a free port, for what only shows on the wire; stops when the test ends. */
export async function startHttpUpstream(
  answer: (call: RecordedCall, response: ServerResponse) => void,
): Promise<{ origin: string }> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      answer({ method, target: url, headers, body: Buffer.concat(chunks).toString() }, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return { origin: `http://127.0.0.1:${portOf(server.address())}` };
}

/** An upstream that answers every request with these bytes and closes; counts the connections that sent something. */
export async function startRawUpstream(
  bytes: string | Buffer,
  leave: (socket: Socket) => void = (socket) => socket.end(),
): Promise<{ origin: string; asked: () => number }> {
  let asked = 0;
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => {
      asked += 1;
      socket.write(bytes, () => leave(socket));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  );
  return { origin: `http://127.0.0.1:${portOf(server.address())}`, asked: () => asked };
}

function portOf(address: ReturnType<ReturnType<typeof createTcpServer>['address']>): number {
  if (typeof address !== 'object' || address === null) throw new Error('The upstream does not listen.');
  return address.port;
}
