import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/**
 * The answer of `GET /api/summary`, for the tile of a portal: how many devices there are, and what Attention would list.
 * Its members are public interface, so none is ever renamed.
 */
export const summarySchema = v.object({
  devices: count,
  connected: count,
  /** Devices that something is broken about, that wait or will break: the number beside Attention. */
  attention: count,
  /** How many lines each group of Attention has; the last three are proposals and are not in the number above. */
  groups: v.object({
    broken: count,
    approval: count,
    routes: count,
    expiring: count,
    expired: count,
    names: count,
    updates: count,
    stale: count,
  }),
});
export type Summary = v.InferOutput<typeof summarySchema>;
