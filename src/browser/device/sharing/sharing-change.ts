import type { Change } from '#browser/changes/change.ts';
import { type Step, stepOf } from '#browser/changes/hand-off/step.ts';
import { type NewInvite, type SharingIntent, inviteName } from './sharing.schema.ts';

/** The device that is shared, and its machine name for the log. */
export type SharedDevice = { readonly deviceId: string; readonly deviceName: string };

/** Creating invites, ready to be sent. Neither here nor in the log is a link. */
export function createChange(device: SharedDevice, invites: readonly NewInvite[]): Change<'createInvites'> {
  return {
    aspect: 'sharing',
    ...device,
    title: invites.length === 1 ? 'Invite created' : `${invites.length} invites created`,
    differences: invites.map((invite) => ({ kind: 'added', text: newInviteWords(invite) })),
    undo: undefined,
    finality:
      'Cannot be undone. An invite cannot be taken back unseen: delete it, so that its link stops working from then on.',
    call: {
      name: 'createInvites',
      parameters: { deviceId: device.deviceId },
      body: invites.map((invite) => ({ ...invite })),
    },
  };
}

/** Mailing an invite again, ready to be sent. */
export function resendChange(device: SharedDevice, { id, name }: { id: string; name: string }): Change<'resendInvite'> {
  return {
    aspect: 'sharing',
    ...device,
    title: 'Invite mailed again',
    differences: [{ kind: 'added', text: `Email to ${name}` }],
    undo: undefined,
    finality: 'Cannot be undone. An email that was sent cannot be called back.',
    call: { name: 'resendInvite', parameters: { inviteId: id } },
  };
}

/** Deleting an invite, ready to be sent. */
export function deleteChange(device: SharedDevice, { id, name }: { id: string; name: string }): Change<'deleteInvite'> {
  return {
    aspect: 'sharing',
    ...device,
    title: 'Invite deleted',
    differences: [{ kind: 'removed', text: name }],
    undo: undefined,
    finality: 'Cannot be undone. A deleted link stays dead; create a new invite instead.',
    call: { name: 'deleteInvite', parameters: { inviteId: id } },
  };
}

/** An intent as a step that can be shown and handed on before it is sent. */
export function sharingStep(device: SharedDevice, intent: SharingIntent): Step {
  switch (intent.kind) {
    case 'create':
      return stepOf(createChange(device, intent.invites));
    case 'resend':
      return stepOf(resendChange(device, intent));
    case 'delete':
      return stepOf(deleteChange(device, intent));
    default:
      return intent satisfies never;
  }
}

function newInviteWords(invite: NewInvite): string {
  const terms = [...(invite.multiUse ? ['reusable'] : []), ...(invite.allowExitNode ? ['exit node allowed'] : [])];
  return [inviteName(invite), ...terms].join(', ');
}
