import type { Judgement } from '#browser/fleet/judgement.ts';
import { judgementSteps } from '#browser/fleet/judgement.ts';
import { warningSpan } from '#browser/fleet/key-warning.ts';
import { factsOf } from '#browser/device/device-facts.ts';
import { runInSlices } from '#browser/commands/run-in-slices.ts';
import type { Summarise } from '#proxy/place/summary.ts';

/**
 * Counts by the very rules of the page Attention, which need no browser, so that a tile and the page never disagree. In
 * slices, so that other requests are answered between them.
 */
export const summarise: Summarise = async (devices, keyDays, now) => {
  const { count, groups } = await new Promise<Judgement>((resolve) => {
    runInSlices(judgementSteps(devices, now, warningSpan(keyDays)), resolve, {
      now: () => performance.now(),
      later: (act) => setImmediate(act),
    });
  });
  return {
    devices: devices.length,
    connected: devices.filter((device) => factsOf(device).isConnected).length,
    attention: count,
    groups: {
      broken: groups.broken.length,
      approval: groups.approval.length,
      routes: groups.routes.length,
      expiring: groups.expiring.length,
      expired: groups.expired.length,
      names: groups.names.length,
      updates: groups.updates.length,
      stale: groups.stale.length,
    },
  };
};
