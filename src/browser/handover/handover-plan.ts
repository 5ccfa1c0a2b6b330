// The order of a hand-over: first everything that takes nothing away from the old device, then what only one can have.
import { machineName } from '#browser/device/device-facts.ts';
import type { Line, Verdict } from './handover-line.ts';
import { cannot } from './handover-line.ts';
import type { Decisions, World } from './handover-world.ts';
import { addressLine, nameLine, oldAddressLine, oldNameLine, oldRoutesLine, removeLine } from './old-device-lines.ts';
import { approvalVerdict, attributeVerdict, keyVerdict, routesVerdict, tagsVerdict } from './new-device-lines.ts';

/**
 * Every line of a hand-over in the order in which it is sent, judged by what the server has now: so a hand-over that was
 * interrupted goes on where the server is, and what is so already is not sent again.
 *
 * The new device first becomes what the old one is, before it is let in; then name and address change hands, as a name
 * and an IPv4 belong to one device at a time. The old device gives them up by taking others and not by leaving: the name
 * of a deleted device is held for a while, and a device that is gone cannot be taken back.
 */
export function planHandover(world: World, decisions: Decisions): readonly Line[] {
  const { sheet } = world;
  const isWithout = (choice: string) => decisions.leftOut.includes(choice);
  const line = (id: string, on: Line['on'], title: string, verdict: Verdict, choice = id): Line => ({
    id,
    choice,
    on,
    title,
    verdict: allowedTo(world, verdict),
    isLeftOut: isWithout(choice),
  });
  const mine = (id: string, title: string, verdict: Verdict | undefined, choice?: string) =>
    verdict === undefined ? [] : [line(id, 'new', title, verdict, choice)];
  const its = (id: string, title: string, verdict: Verdict | undefined, choice?: string) =>
    verdict === undefined ? [] : [line(id, 'old', title, verdict, choice)];
  const name = allowedTo(world, nameLine(world));
  const address = allowedTo(world, addressLine(world));
  return [
    ...mine('tags', 'Tags', tagsVerdict(world)),
    ...mine('key', 'Key expiry', keyVerdict(world, !isWithout('tags'))),
    ...attributeLines(world, mine),
    ...mine('routes', 'Approved routes', routesVerdict(world)),
    ...mine('approval', 'Approval', approvalVerdict(world)),
    ...its('name-old', 'Name, set aside', isGiven(name) ? oldNameLine(world) : undefined, 'name'),
    ...mine('name', 'Name', name),
    ...its('address-old', 'IPv4 address, set aside', isGiven(address) ? oldAddressLine(world) : undefined, 'address'),
    ...mine('address', 'IPv4 address', address),
    ...(decisions.fate === 'aside'
      ? its('routes-old', 'Approved routes', oldRoutesLine(world, !isWithout('routes')))
      : its('remove', `Remove ${world.old === undefined ? sheet.name : machineName(world.old)}`, removeLine(world))),
  ];
}

/** What whoever opened the page may not change is no step of theirs; the hand-over goes on without it. */
function allowedTo({ reasonAgainst }: World, verdict: Verdict): Verdict {
  const reason = verdict.kind === 'change' ? reasonAgainst(verdict.deed.kind) : undefined;
  return reason === undefined ? verdict : cannot(reason);
}

/** What only one device can have is given up when the other one is to get it, and not otherwise. */
function isGiven(verdict: Verdict): boolean {
  return verdict.kind === 'change' || verdict.kind === 'so-already';
}

function attributeLines(
  world: World,
  lines: (id: string, title: string, verdict: Verdict | undefined) => readonly Line[],
): readonly Line[] {
  const { attributes } = world.sheet;
  if (attributes === null)
    return lines('attributes', 'Posture attributes', cannot(`Those of ${world.sheet.name} could not be read.`));
  return attributes.flatMap((attribute) =>
    lines(`attribute ${attribute.key}`, attribute.key, attributeVerdict(world, attribute)),
  );
}
