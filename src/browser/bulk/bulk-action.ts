import type { ListAnswer } from '#browser/api/queries.ts';
import type { Aspect } from '#browser/changes/change.ts';
import type { Step } from '#browser/changes/hand-off/step.ts';
import type { UndoWriter } from '#browser/device/undo-change.ts';
import { parameterPatterns } from '#contract/endpoint.ts';
import type { ListedDevice } from '#contract/device-list.ts';

/** What a wish comes to on one device: a change, or why there is none. */
export type Verdict =
  | {
      readonly kind: 'change';
      /** What stays as it is, such as the tags that the device keeps; "" where the differences say it all. */
      readonly kept: string;
      readonly step: Step;
    }
  | { readonly kind: 'left-out'; readonly reason: string };

/** What every verdict looks at besides the device. */
export type BulkWorld = {
  readonly now: number;
  /** False when the server could not list the routes. */
  readonly hasRoutes: boolean;
};

/** Who changes one device of many: as for a panel, with a cache of its own. */
export type BulkWriter = UndoWriter;

/** Gone means that the device is no longer in the tailnet. */
export type Done = 'changed' | 'gone';

/** A wish as it is carried out: one file of `actions` for each aspect. */
export type BulkAction = {
  readonly aspect: Aspect;
  /** What is done, as a log says it: "Tags changed". */
  readonly title: string;
  /** What is wanted, as a sentence without its full stop: "Add tag:web and keep the existing tags". */
  readonly lead: string;
  /** Completes "The server refused to": "add tag:web". */
  readonly verb: string;
  /** Completes "The key that Tailboard uses may not": "change tags". */
  readonly scope: string;
  /** True when it cuts devices off or takes them away, and is asked about by the number of devices. */
  readonly isDestructive: boolean;
  readonly verdictOn: (device: ListedDevice, world: BulkWorld) => Verdict;
  /**
   * Changes one device by the mutation of its panel. On another attempt (`isAgain`) it looks first whether the device
   * is as it should be by now. Rejects as the mutation does.
   */
  readonly carryOut: (writer: BulkWriter, device: ListedDevice, isAgain: boolean) => Promise<Done>;
  /** Given where one request can change many devices. */
  readonly together?: Together | undefined;
};

/** Changes up to `most` devices by one request. Never rejects: each device gets its own end, by its id. */
export type Together = {
  readonly most: number;
  readonly carryOut: (
    writers: readonly BulkWriter[],
    devices: readonly ListedDevice[],
  ) => Promise<ReadonlyMap<string, Done | Error>>;
};

/** Why a device cannot be changed by anybody here, whatever is wanted; undefined when it can. */
export function foreignReason({ isExternal, key }: ListedDevice): string | undefined {
  if (isExternal === true) return 'Shared in from another tailnet; only its owner can change it.';
  return parameterPatterns.deviceId.test(key) ? undefined : 'The server lists another device under the same id.';
}

/** A change of a device; its step is made when somebody looks at it, as few of ten thousand are looked at. */
export function changed(kept: string, make: () => Step): Verdict {
  let step: Step | undefined;
  return {
    kind: 'change',
    kept,
    get step() {
      return (step ??= make());
    },
  };
}

/** Why nothing is sent to a device, as a sentence. */
export function leftOut(reason: string): Verdict {
  return { kind: 'left-out', reason };
}

/** The whole list as a review needs it; routes are not known where the server did not list them. */
export function bulkWorld(answer: ListAnswer, now: number): BulkWorld {
  return { now, hasRoutes: answer.hasRoutes };
}
