import { connect } from 'node:net';
import type { Message } from './message.ts';

/** One answer as it came over the wire; names of headers in lower case. */
export type Answer = {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  readonly raw: string;
};

/** What came back on one connection: whole answers, and what could not be read as one. */
export type Exchange = { readonly answers: readonly Answer[]; readonly rest: string };

/**
 * Sends a message on a connection of its own, then `after` once something was answered, and reads until the other side
 * closes, which it does in the time that a request may take to arrive.
 */
export function exchange(port: number, { pieces, leaves }: Message, after: string): Promise<Exchange> {
  return new Promise((resolve) => {
    let received = '';
    let isFollowed = false;
    const socket = connect(port, '127.0.0.1');
    socket.setEncoding('latin1');
    socket.setNoDelay(true);
    const write = (index: number) => {
      const piece = pieces[index];
      if (piece === undefined) {
        if (leaves) socket.destroy();
        return;
      }
      socket.write(piece, () => setImmediate(write, index + 1));
    };
    socket.on('connect', () => write(0));
    socket.on('data', (text: string) => {
      received += text;
      // An answer 100 is none yet.
      if (isFollowed || !/^(?:HTTP\/1\.1 100 [^]*?\r\n\r\n)?(?!HTTP\/1\.1 100 )[^]*\r\n\r\n/.test(received)) return;
      isFollowed = true;
      socket.write(after);
    });
    // A reset is one of the ways to close.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(readAnswers(received)));
  });
}

function readAnswers(text: string): Exchange {
  const answers: Answer[] = [];
  let rest = text;
  while (rest !== '') {
    const end = rest.indexOf('\r\n\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(rest)?.[1]);
    if (end === -1 || Number.isNaN(status)) break;
    const lines = rest.slice(0, end).split('\r\n').slice(1);
    const headers = new Map(
      lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
    );
    const after = rest.slice(end + 4);
    // The answer to a HEAD has the length of a body and none; no body of ours begins like an answer.
    const length = status === 304 || /^(HTTP\/1\.1 |$)/.test(after) ? 0 : Number(headers.get('content-length') ?? 0);
    if (after.length < length) break;
    answers.push({ status, headers, body: after.slice(0, length), raw: rest.slice(0, end + 4 + length) });
    rest = after.slice(length);
  }
  return { answers, rest };
}
