import { useDraft } from '#browser/changes/draft.ts';
import { useLeaveGuard } from '#browser/changes/leave-guard.tsx';
import { changeFailureWords } from '#browser/device/failure/change-failure.ts';
import { ChangeFailureNotice } from '#browser/device/failure/change-failure-notice.tsx';
import { useChangeOff } from '#browser/device/editing/use-change-off.ts';
import { LastChange } from '#browser/device/editing/last-change.tsx';
import { useKnownOutcome } from '#browser/device/failure/use-known-outcome.ts';
import { type AnyDevice, machineName } from '#browser/device/device-facts.ts';
import { useDevice } from '#browser/device/use-device.ts';
import { LeftNotice } from '#browser/device/failure/left-notice.tsx';
import { StandingNote } from '#browser/device/failure/standing-note.tsx';
import { useStandingOff } from '#browser/device/failure/use-standing-off.ts';
import { Button } from '#browser/ui/button.tsx';
import { nameBody } from '#contract/device.ts';
import { Pencil } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import * as v from 'valibot';
import { RenameForm } from './rename-form.tsx';
import { labelOf } from './name.schema.ts';
import { useName } from './use-name.ts';

const draftSchema = v.object({ text: v.string(), from: v.string() });
type NameDraft = v.InferOutput<typeof draftSchema>;
const isWorthKeeping = ({ text, from }: NameDraft) => text.trim() !== from;

/**
 * The small button beside a device's name, and the form that it opens below. Stands in a row that wraps: form, refusal
 * and way back take a line of their own at its end.
 */
export function RenameAction(props: { deviceId: string }): ReactNode {
  const { device, error } = useDevice(props.deviceId);
  if (device === undefined) return null;
  return <Rename deviceId={props.deviceId} device={device} error={error} />;
}

function Rename(props: { deviceId: string; device: AnyDevice; error: Error | null | undefined }): ReactNode {
  const { deviceId, device } = props;
  const momentary = useChangeOff('name', device, props.error);
  const asKnown = useKnownOutcome();
  const standing = useStandingOff('name', 'rename devices');
  const offReason = momentary ?? standing.reason;
  const { pending, refusals, dismiss, send } = useName(deviceId, device);
  const [draft, setDraft] = useDraft<NameDraft>(`name.${deviceId}`, draftSchema, isWorthKeeping);
  const [isOpenedNow, setOpenedNow] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const name = machineName(device);
  const isEditing = draft !== undefined && device.isExternal !== true;
  useLeaveGuard(isEditing && draft.text.trim() !== name, `The new name of ${name} is not saved.`);

  const open = (text: string) => {
    setOpenedNow(true);
    setDraft({ text, from: name });
  };
  const close = () => {
    setOpenedNow(false);
    setDraft(undefined);
    opener.current?.focus();
  };
  const below = 'order-last basis-full min-w-0';
  return (
    <>
      <Button
        ref={opener}
        kind="ghost"
        size="sm"
        icon={Pencil}
        label={`Rename ${name}`}
        className="-ml-1.5 px-1.5!"
        expanded={isEditing}
        disabledReason={offReason}
        isBusy={pending.length > 0}
        onClick={() => (isEditing ? close() : open(name))}
      >
        <span className="sr-only">Rename</span>
      </Button>
      {pending.length > 0 && <span className="text-small text-ink-3">Renaming…</span>}
      {isEditing && (
        <div className={below}>
          <RenameForm
            deviceId={deviceId}
            device={device}
            text={draft.text}
            onText={(text) => setDraft({ ...draft, text })}
            offReason={offReason}
            isOpenedNow={isOpenedNow}
            onSend={(wanted) => {
              close();
              send({ name: wanted });
            }}
            onClose={close}
          />
        </div>
      )}
      {refusals.map(({ intent, error, at }) => (
        <div key={at} className={below}>
          <ChangeFailureNotice
            words={changeFailureWords(asKnown(error), actionOf(intent.name, device), 'rename devices')}
            again={
              momentary === undefined
                ? {
                    label: 'Try again',
                    onClick: () => {
                      dismiss();
                      standing.askAgain();
                      open(intent.name);
                    },
                  }
                : undefined
            }
            onDismiss={() => {
              dismiss();
              opener.current?.focus();
            }}
          />
        </div>
      ))}
      <div className={`${below} empty:hidden`}>
        <LeftNotice
          className="max-w-[640px]"
          deviceId={deviceId}
          aspect="name"
          onAgain={
            offReason === undefined
              ? ({ request: { body } }) => open(v.is(nameBody, body) ? body.name : name)
              : undefined
          }
        />
      </div>
      {!isEditing && (
        <div className={`${below} empty:hidden`}>
          <LastChange
            deviceId={deviceId}
            aspect="name"
            current={name}
            label="Undo the change of name"
            offReason={offReason}
          />
        </div>
      )}
      {momentary === undefined && refusals.length === 0 && (
        <div className={`${below} empty:hidden`}>
          <StandingNote off={standing} isBrief={isEditing} className="py-1" />
        </div>
      )}
    </>
  );
}

function actionOf(name: string, device: AnyDevice): string {
  return name === '' ? 'reset the name' : `rename the device to ${labelOf(name, device)}`;
}
