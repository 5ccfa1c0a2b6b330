import { useApi } from '#browser/api/api-context.ts';
import { useIntents } from '#browser/api/intent.ts';
import { useLeaveGuard } from '#browser/changes/leave-guard.tsx';
import { readListSearch } from '#browser/device-list/list-search.ts';
import { CutOffFailure } from '#browser/device/impact/cut-off-failure.tsx';
import { ConsoleLoss } from '#browser/device/impact/console-loss.tsx';
import { DangerRow } from '#browser/device/danger-row.tsx';
import { type AnyDevice, machineName } from '#browser/device/device-facts.ts';
import { aspectKey } from '#browser/device/editing/intent-mutation.ts';
import { isInUse } from '#browser/device/impact/impact.ts';
import { useLate } from '#browser/device/editing/use-late.ts';
import { useListQuery } from '#browser/device/use-list-query.ts';
import { StandingNote } from '#browser/device/failure/standing-note.tsx';
import { useStandingOff } from '#browser/device/failure/use-standing-off.ts';
import { parseQuery } from '#browser/search-params.ts';
import { announce } from '#browser/ui/announcer.tsx';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation, useRouter } from '@tanstack/react-router';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { type Gone, deleteDeviceOptions } from './delete-device.mutation.ts';
import { DeleteQuestion } from './delete-question.tsx';
import { HeldBar } from './held-bar.tsx';
import { useHold } from './use-hold.ts';

const heldFor = 5;

/** Deletes a device: after a question, and after five seconds in which it can be taken back. */
export function DeleteRow(props: { deviceId: string; device: AnyDevice; offReason: string | undefined }): ReactNode {
  const { deviceId, device } = props;
  const standing = useStandingOff('delete', 'delete devices');
  const offReason = props.offReason ?? standing.reason;
  const name = machineName(device);
  const [isAsking, setAsking] = useState(false);
  const [lost, setLost] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { send, isPending, isAlreadyGone, error, dismiss, search } = useDeletion(deviceId, name);
  const hold = useHold(heldFor, {
    onEnd: send,
    onLost: () => {
      setLost(true);
      announce(`The connection was lost. ${name} is kept; nothing was sent.`);
    },
  });
  const isHeld = hold.remaining !== undefined;
  const isLate = useLate(isPending, 5000);
  useLeaveGuard(isHeld, `${name} waits to be deleted. Leaving keeps it.`, true);

  const begin = () => {
    setAsking(false);
    setLost(false);
    dismiss();
    hold.start();
    announce(`${name} is deleted in ${heldFor} seconds. Undo is at the end of the page.`);
  };
  const undo = () => {
    hold.cancel();
    announce(`${name} is kept. Nothing was sent.`);
    button.current?.focus();
  };
  const again = () => {
    standing.askAgain();
    setAsking(true);
  };
  const held = isHeld ? 'It waits to be sent. Undo is at the bottom left.' : undefined;
  return (
    <DangerRow
      ref={button}
      title="Delete device"
      consequence={consequenceOf(isPending, isLate)}
      verb="Delete"
      label="Delete device"
      disabledReason={offReason ?? held ?? (isAlreadyGone ? 'It is gone already.' : undefined)}
      isBusy={isPending}
      onClick={() => setAsking(true)}
    >
      {isAsking && (
        <DeleteQuestion
          deviceId={deviceId}
          verb="Delete"
          lead="It leaves the tailnet now. To come back it has to sign in again, and its address may change."
          asksForName={isInUse}
          offReason={offReason}
          onDelete={begin}
          onClose={() => setAsking(false)}
        />
      )}
      <HeldBar hold={hold} words={`Deleting ${name}`} onUndo={undo} />
      {lost && <p className="pb-1.5 text-ink-3">The connection was lost. {name} is kept; nothing was sent.</p>}
      {isAlreadyGone && (
        <p role="alert" className="pb-1.5">
          {name} was already removed by someone else.{' '}
          <Link to="/devices" search={search} className="font-medium text-accent-ink hover:underline">
            Go to Devices
          </Link>
        </p>
      )}
      {isLate && <ConsoleLoss deviceId={deviceId} error={undefined} />}
      {props.offReason === undefined && error === undefined && <StandingNote off={standing} className="pb-1.5" />}
      {error !== undefined && (
        <CutOffFailure
          deviceId={deviceId}
          error={error}
          action={`delete ${name}`}
          scope="delete devices"
          onAgain={props.offReason === undefined ? again : undefined}
          onDismiss={() => {
            dismiss();
            button.current?.focus();
          }}
        />
      )}
    </DangerRow>
  );
}

function consequenceOf(isPending: boolean, isLate: boolean): string {
  if (!isPending) return 'Removes it from the tailnet.';
  return isLate ? 'Still waiting for the server.' : 'Waiting for the server…';
}

/** Sending the deletion, what became of it, and the way back to the list as it was. */
function useDeletion(deviceId: string, deviceName: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  const router = useRouter();
  const here = useLocation({ select: ({ pathname }) => pathname });
  const list = useListQuery(deviceId);
  const search = useMemo(() => readListSearch(parseQuery(list ?? '')), [list]);
  const [isAlreadyGone, setAlreadyGone] = useState(false);
  const mutationKey = aspectKey(deviceId, 'delete');
  const { pending, refusals, dismiss } = useIntents<void, null>({ mutationKey, confirmed: null, apply: same });
  const { mutate } = useMutation(
    deleteDeviceOptions({
      api,
      queryClient,
      deviceId,
      deviceName,
      onGone: async (gone: Gone) => {
        if (gone === 'already-gone') setAlreadyGone(true);
        // Who has walked on meanwhile stays there.
        else if (router.state.location.pathname === here)
          await router.navigate({ to: '/devices', search, ignoreBlocker: true });
        announce(
          gone === 'deleted' ? `${deviceName} is deleted.` : `${deviceName} was already removed by someone else.`,
        );
      },
    }),
  );
  const isPending = pending.length > 0;
  return {
    send: () => {
      if (!isPending) mutate();
    },
    isPending,
    isAlreadyGone,
    error: refusals.at(-1)?.error,
    dismiss,
    search,
  };
}

function same(state: null): null {
  return state;
}
