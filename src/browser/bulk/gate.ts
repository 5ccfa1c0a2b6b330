import { ApiError } from '#browser/api/api-error.ts';
import type { Exchange } from '#browser/api/client.ts';
import { endpoints } from '#contract/endpoints.ts';

const shortest = 1000;
const longest = 300_000;

/** A door before every request of a run: the server's 429 closes it for all of them. */
export type Gate = {
  /** When it opens again, milliseconds since 1970, and how long that was from its closing; undefined while open. */
  readonly closed: () => { readonly at: number; readonly wait: number } | undefined;
  /** Waits while it is closed. Rejects with Stopped when `signal` ends the waiting. */
  readonly pass: (signal: AbortSignal | undefined) => Promise<void>;
  /** Keeps it closed for as long as the server said, else doubling from 5 s to 5 minutes, with some jitter. */
  readonly close: (retryAfter: number | undefined) => void;
  /** An answer came that was no 429. */
  readonly calm: () => void;
};

/** A request that was not sent because the person stopped the run. */
export class Stopped extends ApiError {
  constructor() {
    super('Stopped before it was sent.', { kind: 'invalid' });
    this.name = 'Stopped';
  }
}

/** An open gate. `pause` waits that many milliseconds; `random` is 0 to 1; `onChange` is told of closing and opening. */
export function createGate(world: {
  now: () => number;
  pause: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
  random: () => number;
  onChange: () => void;
}): Gate {
  let closed: { at: number; wait: number } | undefined;
  let row = 0;
  const remaining = () => (closed === undefined ? 0 : closed.at - world.now());
  const isClosed = () => remaining() > 0;
  return {
    closed: () => (isClosed() ? closed : undefined),
    async pass(signal) {
      for (let left = remaining(); left > 0; left = remaining()) {
        if (signal?.aborted === true) throw new Stopped();
        await world.pause(left, signal);
      }
      if (signal?.aborted === true) throw new Stopped();
      if (closed === undefined) return;
      closed = undefined;
      world.onChange();
    },
    close(retryAfter) {
      const own = 5000 * 2 ** Math.min(6, row) * (1 + world.random() / 5);
      const wait = Math.min(longest, Math.max(shortest, Math.round(retryAfter ?? own)));
      if (!isClosed()) row += 1;
      const at = world.now() + wait;
      if (closed === undefined || closed.at < at) closed = { at, wait };
      world.onChange();
    },
    calm: () => {
      row = 0;
    },
  };
}

/** Waits, or ends at once when the signal does. */
export function pauseFor(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener('abort', end, { once: true });
  });
}

/**
 * The exchange of one device of a run. Every request waits at the gate and every 429 closes it. `stop` keeps what was not
 * sent from being sent; once something was written it no longer counts, as what became of it has to be read.
 */
export function gatedExchange(exchange: Exchange, gate: Gate, stop: AbortSignal): Exchange {
  let hasWritten = false;
  return async (name, options) => {
    await gate.pass(hasWritten ? undefined : stop);
    if (endpoints[name].writes) hasWritten = true;
    try {
      const result = await exchange(name, options);
      gate.calm();
      return result;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.kind === 'slow-down') gate.close(error.retryAfter);
      else gate.calm();
      throw error;
    }
  };
}
