import { setImmediate } from 'node:timers/promises';

/** Bytes between two turns for others: what one processor copies in about a millisecond. */
const turnBytes = 2 ** 21;

/**
 * All bytes of a body, or undefined when there are more than `maxBytes`. Of a larger body, up to `discardBytes` are
 * read on and thrown away before it is let go. Rejects when the body breaks off.
 */
export async function readBytes(
  body: AsyncIterable<Uint8Array> | null,
  maxBytes: number,
  discardBytes = 0,
): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let turn = turnBytes;
  for await (const chunk of body ?? []) {
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
