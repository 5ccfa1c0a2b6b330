import { useApi } from '#browser/api/api-context.ts';
import { useDraft } from '#browser/changes/draft.ts';
import { useLeaveGuard } from '#browser/changes/leave-guard.tsx';
import { changeFailureWords } from '#browser/device/failure/change-failure.ts';
import { ChangeFailureNotice } from '#browser/device/failure/change-failure-notice.tsx';
import { ConsoleLoss } from '#browser/device/impact/console-loss.tsx';
import { useChangeOff } from '#browser/device/editing/use-change-off.ts';
import { useKnownOutcome } from '#browser/device/failure/use-known-outcome.ts';
import { type AnyDevice, factsOf } from '#browser/device/device-facts.ts';
import { ReadOnlyMark } from '#browser/device/section/read-only-mark.tsx';
import { Bars } from '#browser/device/section/section-state.tsx';
import { StandingNote } from '#browser/device/failure/standing-note.tsx';
import { useStandingOff } from '#browser/device/failure/use-standing-off.ts';
import { useDevice, useNewestDevice } from '#browser/device/use-device.ts';
import { useDeviceIntents } from '#browser/device/editing/use-device-intents.ts';
import { Button } from '#browser/ui/button.tsx';
import { Section } from '#browser/ui/section.tsx';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import * as v from 'valibot';
import { AddressList } from './address-list.tsx';
import { type Ipv4Draft, Ipv4Form } from './ipv4-form.tsx';
import { setIpv4Options } from './ipv4.mutation.ts';
import type { Ipv4Intent } from './ipv4.schema.ts';
import { LastChange } from '#browser/device/editing/last-change.tsx';

const title = 'Addresses';
const draftSchema = v.object({ text: v.string(), from: v.string() });
const isWorthKeeping = ({ text }: Ipv4Draft) => text.trim() !== '';

/** Where a device is reached, and the form that gives it another IPv4 address. */
export function AddressesPanel(props: { deviceId: string }): ReactNode {
  const { device, error } = useDevice(props.deviceId);
  if (device === undefined)
    return (
      <Section id="address" title={title}>
        <Bars widths={[220, 280]} />
      </Section>
    );
  if (device.isExternal === true)
    return (
      <Section id="address" title={title}>
        <AddressList device={device} />
        <p className="mt-1.5 text-small text-ink-3">Its addresses are up to its owner.</p>
      </Section>
    );
  return <OwnAddresses deviceId={props.deviceId} device={device} error={error} />;
}

function OwnAddresses(props: { deviceId: string; device: AnyDevice; error: Error | null | undefined }): ReactNode {
  const { deviceId } = props;
  const device = useNewestDevice(deviceId, props.device);
  const api = useApi();
  const queryClient = useQueryClient();
  const momentary = useChangeOff('ipv4', device, props.error);
  const asKnown = useKnownOutcome();
  const standing = useStandingOff('ipv4', 'change addresses');
  const offReason = momentary ?? standing.reason;
  const { name, ipv4 = '' } = factsOf(device);
  const [draft, setDraft] = useDraft<Ipv4Draft>(`ipv4.${deviceId}`, draftSchema, isWorthKeeping);
  const [isOpenedNow, setOpenedNow] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const section = useRef<HTMLDivElement>(null);
  const wasEditing = useRef(false);
  const { pending, refusals, dismiss, send } = useDeviceIntents<Ipv4Intent, AnyDevice>({
    mutation: setIpv4Options({ api, queryClient, deviceId }),
    confirmed: device,
    apply: (state) => state,
    words: (intent) => ({
      sending: `Changing the IPv4 address to ${intent.ipv4}.`,
      done: `The IPv4 address is ${intent.ipv4}.`,
    }),
  });
  const isBusy = pending.length > 0;
  const readOnlyReason = api.reasonAgainst('ipv4');
  const isReadOnly = readOnlyReason !== undefined;
  // What was wanted is there, whoever did it.
  const isDone = draft !== undefined && draft.from !== ipv4 && draft.text.trim() === ipv4;
  const isEditing = draft !== undefined && !isDone && !isReadOnly;
  useLeaveGuard(
    isEditing && !isBusy && draft.text.trim() !== '' && draft.text.trim() !== ipv4,
    `The new IPv4 address of ${name} is not saved.`,
  );

  if (isDone) setDraft(undefined);
  // Focus belongs to the document. The form takes it along when it goes, and the button is back only then.
  useEffect(() => {
    if (wasEditing.current && !isEditing && document.activeElement === document.body) opener.current?.focus();
    wasEditing.current = isEditing;
  }, [isEditing]);

  return (
    <Section
      id="address"
      title={title}
      isEditing={isEditing}
      meta={isEditing ? 'Editing' : isBusy ? 'Changing…' : undefined}
      action={
        isReadOnly ? (
          <ReadOnlyMark />
        ) : (
          !isEditing && (
            <Button
              ref={opener}
              kind="ghost"
              size="sm"
              className="-mr-2.5"
              disabledReason={isBusy ? 'The address is being changed.' : standing.reason}
              onClick={() => {
                setOpenedNow(true);
                setDraft({ text: '', from: ipv4 });
              }}
            >
              Change IPv4
            </Button>
          )
        )
      }
    >
      <div ref={section}>
        {isEditing ? (
          <Ipv4Form
            deviceId={deviceId}
            device={device}
            draft={draft}
            onText={(text) => setDraft({ ...draft, text })}
            isBusy={isBusy}
            offReason={offReason}
            isOpenedNow={isOpenedNow}
            onSend={(wanted) => send({ ipv4: wanted })}
            onClose={() => setDraft(undefined)}
          />
        ) : (
          <>
            <AddressList device={device} />
            <LastChange
              deviceId={deviceId}
              aspect="ipv4"
              current={ipv4}
              label="Undo the change of address"
              offReason={offReason}
            />
          </>
        )}
        {refusals.map(({ intent, error, at }) => (
          <div key={at} className="mt-2.5">
            <ChangeFailureNotice
              words={changeFailureWords(asKnown(error), `change the address to ${intent.ipv4}`, 'change addresses')}
              again={
                momentary === undefined && (!isEditing || standing.reason !== undefined)
                  ? {
                      label: 'Try again',
                      onClick: () => {
                        dismiss();
                        standing.askAgain();
                        if (isEditing) return;
                        setOpenedNow(true);
                        setDraft({ text: intent.ipv4, from: ipv4 });
                      },
                    }
                  : undefined
              }
              onDismiss={() => {
                dismiss();
                if (isEditing) section.current?.querySelector('input')?.focus();
                else opener.current?.focus();
              }}
            />
            <ConsoleLoss deviceId={deviceId} error={error} ipv4={intent.ipv4} />
          </div>
        ))}
        {momentary === undefined && refusals.length === 0 && <StandingNote off={standing} isBrief={isEditing} />}
        {isReadOnly && <p className="mt-2 text-caption text-ink-3">{readOnlyReason}</p>}
      </div>
    </Section>
  );
}
