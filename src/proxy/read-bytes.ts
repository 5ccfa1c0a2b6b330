import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';

/** Bytes between two turns for others: what one processor copies in about a millisecond. */
const turnBytes = 2 ** 21;

/**
 * All bytes of a body, or undefined when there are more than `maxBytes`. Of a larger body, up to `discardBytes` are
 * read on and thrown away before it is let go; a stream of a connection is left to its owner, who closes it. Rejects when
 * the body breaks off.
 */
export function readBytes(
  body: AsyncIterable<Uint8Array> | null,
  maxBytes: number,
  discardBytes = 0,
): Promise<Buffer | undefined> {
  if (body instanceof Readable) return readStream(body, maxBytes, discardBytes);
  return readChunks(body ?? [], maxBytes, discardBytes);
}

async function readChunks(
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  maxBytes: number,
  discardBytes: number,
): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let turn = turnBytes;
  for await (const chunk of body) {
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
    else if (size > maxBytes + discardBytes) break;
    // A body that is all there already would be read in one go while others wait for their files.
    if (size >= turn) {
      turn = size + turnBytes;
      await setImmediate();
    }
  }
  return size > maxBytes ? undefined : Buffer.concat(chunks, size);
}

/** By its events, which cost a small body a third of what its iterator does. */
function readStream(stream: Readable, maxBytes: number, discardBytes: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    let isWhole = false;
    const cut = () => {
      // Every stream closes, and an error costs more than the rest of a small body.
      if (!isWhole) reject(new Error('The body has broken off.'));
    };
    const chunks: Buffer[] = [];
    let size = 0;
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
      else if (size > maxBytes + discardBytes) {
        stream.off('data', onData).pause();
        resolve(undefined);
      }
    };
    if (stream.destroyed) cut();
    stream.on('error', cut).on('close', cut);
    stream.once('end', () => {
      isWhole = true;
      resolve(size > maxBytes ? undefined : Buffer.concat(chunks, size));
    });
    stream.on('data', onData);
  });
}
