import { type Socket, connect } from 'node:net';

/** One answer as it came over the socket; header names in lower case. */
export type RawAnswer = { status: number; headers: Readonly<Record<string, string>>; body: string; raw: string };

export type RawClient = {
  readonly socket: Socket;
  readonly send: (bytes: string | Buffer) => void;
  /** The next answer; undefined when the connection closed instead. `bodiless` for HEAD and 304. */
  readonly next: (bodiless?: boolean) => Promise<RawAnswer | undefined>;
  /** Resolves when the other side has closed the connection. */
  readonly closed: Promise<void>;
};

/** A client that writes bytes as they are given, because no HTTP library would send most of what the tests send. */
export async function openSocket(port: number): Promise<RawClient> {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  let ended = false;
  let wake: () => void = () => undefined;
  socket.setEncoding('latin1');
  socket.on('data', (text: string) => {
    received += text;
    wake();
  });
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      ended = true;
      wake();
      resolve();
    });
  });
  // A reset is one of the ways to close; what matters is the answer before it.
  socket.on('error', () => undefined);
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  return {
    socket,
    closed,
    send: (bytes) => socket.write(bytes),
    next: async (bodiless = false) => {
      for (;;) {
        const answer = readAnswer(received, bodiless);
        if (answer !== undefined) {
          received = received.slice(answer.raw.length);
          return answer;
        }
        if (ended) return undefined;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}

function readAnswer(text: string, bodiless: boolean): RawAnswer | undefined {
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const [statusLine = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const status = Number(statusLine.split(' ')[1]);
  const length = bodiless || status === 100 ? 0 : Number(headers['content-length'] ?? 0);
  if (text.length < end + 4 + length) return undefined;
  const raw = text.slice(0, end + 4 + length);
  return { status, headers, body: raw.slice(end + 4), raw };
}
