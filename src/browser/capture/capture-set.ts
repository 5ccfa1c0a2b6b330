import * as v from 'valibot';
import type { KeptNumbers } from './numbers.ts';

const storageKey = 'tailboard.capture.set';
const schema = v.object({
  salt: v.string(),
  numbers: v.record(v.string(), v.string()),
  theme: v.picklist(['light', 'dark']),
  mayWrite: v.boolean(),
});

/** What makes pictures taken one after the other belong together; kept for the tab. No identity is in it. */
export type CaptureSet = {
  /** Scatters hashes and masked routes; another one in each set, so that two sets cannot be laid side by side. */
  readonly salt: string;
  readonly numbers: KeptNumbers;
  readonly theme: 'light' | 'dark';
  /** True once the person has allowed changes of a real tailnet. */
  readonly mayWrite: boolean;
};

/** The set of this tab, or a new one. The demo tailnet is everybody's: its pictures are the same each time. */
export function readSet(storage: Storage | undefined, isDemo: boolean): CaptureSet {
  try {
    return v.parse(schema, JSON.parse(storage?.getItem(storageKey) ?? ''));
  } catch {
    return { salt: isDemo ? 'demo' : crypto.randomUUID(), numbers: {}, theme: 'light', mayWrite: false };
  }
}

/** Keeps a set for the next page of this tab. */
export function keepSet(storage: Storage | undefined, set: CaptureSet): void {
  try {
    storage?.setItem(storageKey, JSON.stringify(set));
  } catch {
    // Without room the next page begins to count anew.
  }
}
