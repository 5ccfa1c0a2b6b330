import { day } from '#browser/device/moment.ts';
import type { AttentionItem, GroupId, Judgement } from '#browser/fleet/judgement.ts';
import { groupIds, staleAfter } from '#browser/fleet/judgement.ts';
import type { SectionId } from '#browser/device/section/sections.ts';

/** A group of the page: what it is called, why it matters, and the filter of the device list that shows the same. */
export type GroupWords = {
  readonly id: GroupId;
  readonly title: string;
  readonly note: string;
  readonly items: readonly AttentionItem[];
  /** Undefined where the list has no words for it. */
  readonly filter: string | undefined;
};

/** The groups that have something in them, worst first. */
export function attentionGroups(judgement: Judgement): readonly GroupWords[] {
  const span = spanWords(judgement.warning);
  const texts: Readonly<Record<GroupId, Omit<GroupWords, 'id' | 'items'>>> = {
    broken: { title: 'Broken', note: 'Traffic may be failing now', filter: undefined },
    approval: { title: 'Devices to approve', note: 'Signed in, waiting for an admin', filter: 'status:pending' },
    routes: { title: 'Routes to approve', note: 'Advertised by the device, not approved', filter: 'route:waiting' },
    expiring: {
      title: 'Keys expiring',
      note: `Within ${span}`,
      filter: `expires:<${Math.max(1, Math.ceil(judgement.warning / day))}d`,
    },
    expired: { title: 'Keys expired', note: 'These devices are signed out', filter: 'status:expired' },
    names: { title: 'Numbered names', note: 'A proposal: often the same machine, installed again', filter: undefined },
    updates: { title: 'Updates due', note: 'A proposal: a newer client is available', filter: 'update:yes' },
    stale: {
      title: 'Not seen lately',
      note: `A proposal: ${staleAfter / day} days or more. Some machines are switched on rarely`,
      filter: `seen:>${staleAfter / day}d`,
    },
  };
  return groupIds
    .map((id) => ({ id, items: judgement.groups[id], ...texts[id] }))
    .filter(({ items }) => items.length > 0);
}

function spanWords(milliseconds: number): string {
  if (milliseconds < day) return `${Math.round(milliseconds / (day / 24))} hours`;
  const days = Math.round(milliseconds / day);
  return days === 1 ? 'a day' : `${days} days`;
}

/** The section of the device's page where an item is dealt with, and the word of the button that leads there. */
export const placeOf: Readonly<
  Record<AttentionItem['kind'], { readonly section: SectionId | undefined; readonly verb: 'Open' | 'Review' }>
> = {
  router: { section: 'routes', verb: 'Open' },
  lock: { section: 'machine', verb: 'Open' },
  clone: { section: 'machine', verb: 'Open' },
  approval: { section: 'danger', verb: 'Open' },
  routes: { section: 'routes', verb: 'Review' },
  expiring: { section: 'key', verb: 'Review' },
  expired: { section: 'key', verb: 'Review' },
  name: { section: undefined, verb: 'Open' },
  update: { section: 'machine', verb: 'Open' },
  stale: { section: 'danger', verb: 'Review' },
};
