import { shownRequest } from '#browser/changes/hand-off/shown-request.ts';
import { stepOf } from '#browser/changes/hand-off/step.ts';
import { changeFailureWords } from '#browser/device/failure/change-failure.ts';
import { ChangeFailureNotice } from '#browser/device/failure/change-failure-notice.tsx';
import { useChangeOff } from '#browser/device/editing/use-change-off.ts';
import { useKnownOutcome } from '#browser/device/failure/use-known-outcome.ts';
import type { AnyDevice } from '#browser/device/device-facts.ts';
import { useLate } from '#browser/device/editing/use-late.ts';
import { LeftNotice } from '#browser/device/failure/left-notice.tsx';
import { StandingNote } from '#browser/device/failure/standing-note.tsx';
import { useStandingOff } from '#browser/device/failure/use-standing-off.ts';
import { useDevice, useNewestDevice } from '#browser/device/use-device.ts';
import { useDeviceIntents } from '#browser/device/editing/use-device-intents.ts';
import { useApi } from '#browser/api/api-context.ts';
import { homeAddress } from '#browser/place.ts';
import { announce } from '#browser/ui/announcer.tsx';
import { RequestPreview } from '#browser/ui/request-preview.tsx';
import { Section } from '#browser/ui/section.tsx';
import { Switch } from '#browser/ui/switch.tsx';
import { useNow } from '#browser/ui/use-now.ts';
import { keyBody } from '#contract/device.ts';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import * as v from 'valibot';
import { keyExpiryChange, setKeyExpiryOptions } from './key-expiry.mutation.ts';
import { type KeyExpiryIntent, applyKeyExpiry, carriedBy, restoredBy } from './key-expiry.schema.ts';
import { KeyQuestion } from './key-question.tsx';
import { KeyRescue } from './key-rescue.tsx';
import { CarriedNotice, KeyState } from './key-state.tsx';
import { keyWords } from './key-words.ts';
import { useKeyWarning } from '#browser/device/use-key-warning.ts';

const title = 'Key expiry';

/** When the key of a device expires, what that means, and the switch that decides whether it does. */
export function KeyExpiryPanel(props: { deviceId: string }): ReactNode {
  const { device, error } = useDevice(props.deviceId);
  const now = useNow(30_000);
  const warning = useKeyWarning();
  if (device === undefined)
    return (
      <Section id="key" title={title}>
        {null}
      </Section>
    );
  if (device.isExternal === true)
    return (
      <Section id="key" title={title}>
        <KeyState words={keyWords(device, now, warning)} />
      </Section>
    );
  return <OwnKey deviceId={props.deviceId} device={device} error={error} now={now} />;
}

function OwnKey(props: { deviceId: string; device: AnyDevice; error: Error | null; now: number }): ReactNode {
  const { deviceId, now } = props;
  const device = useNewestDevice(deviceId, props.device);
  const api = useApi();
  const queryClient = useQueryClient();
  const momentary = useChangeOff('key-expiry', device, props.error);
  const asKnown = useKnownOutcome();
  const standing = useStandingOff('key-expiry', 'change key expiry');
  const offReason = momentary ?? standing.reason;
  const [isAsking, setAsking] = useState(false);
  const [isRescuing, setRescuing] = useState(false);
  const toggle = useRef<HTMLButtonElement>(null);
  const { shown, pending, refusals, dismiss, send } = useDeviceIntents({
    mutation: setKeyExpiryOptions({ api, queryClient, deviceId }),
    confirmed: device,
    apply: applyKeyExpiry<AnyDevice>,
    words: sentWords,
  });
  const [sending] = pending;
  const isSlow = useLate(sending !== undefined, 5000);

  const isOn = shown.keyExpiryDisabled !== true;
  const words = keyWords(shown, now, useKeyWarning());
  const restored = restoredBy(device, now);
  const carried = carriedBy(device);
  const isExpired = isOn && words.badge?.kind === 'bad';
  const isAsked = isAsking && !isOn && offReason === undefined;

  const turn = (keyExpiryDisabled: boolean) => {
    setAsking(false);
    send({ keyExpiryDisabled });
  };
  const onChange = (wanted: boolean) => {
    if (isAsked) leave();
    else if (!wanted) turn(true);
    else if (restored === 'future' && carried === undefined) turn(false);
    else setAsking(true);
  };
  const leave = () => {
    setAsking(false);
    announce('Key expiry stays off.');
    toggle.current?.focus();
  };
  const rescue = () => {
    setRescuing(true);
    turn(true);
    toggle.current?.focus();
  };
  const preview = (intent: KeyExpiryIntent) =>
    shownRequest(stepOf(keyExpiryChange(deviceId, intent, device, now)), homeAddress());

  return (
    <Section
      id="key"
      title={title}
      isEditing={isAsked}
      meta={sending === undefined ? words.meta : 'Sending…'}
      action={
        <Switch
          ref={toggle}
          label={title}
          isOn={isOn || isAsked}
          isBusy={sending !== undefined}
          disabledReason={offReason}
          onChange={onChange}
        />
      }
    >
      {isAsked ? (
        <KeyQuestion
          restored={restored}
          carried={carried}
          request={preview({ keyExpiryDisabled: false })}
          onTurnOn={() => {
            turn(false);
            toggle.current?.focus();
          }}
          onLeave={leave}
        />
      ) : sending !== undefined ? (
        <>
          <p className="text-small">{sending.keyExpiryDisabled ? 'Turning expiry off.' : 'Turning expiry on.'}</p>
          <p className="text-small text-ink-3">
            {isSlow ? 'Still waiting for the server.' : 'The switch moves back if the server refuses.'}
          </p>
        </>
      ) : (
        <KeyState words={words} />
      )}
      {!isAsked && isOn && !isExpired && carried !== undefined && words.at !== undefined && (
        <CarriedNotice carried={carried} />
      )}
      {!isAsked && (isExpired || (restored === 'past' && !isOn)) && (
        <KeyRescue
          isExpired={isExpired}
          isConnected={device.connectedToControl === true}
          isOpen={isExpired || isRescuing}
          offReason={offReason}
          isBusy={sending !== undefined}
          onTurnOff={rescue}
        />
      )}
      {refusals.map(({ intent, error, at }) => (
        <div key={at} className="mt-2">
          <ChangeFailureNotice
            words={changeFailureWords(asKnown(error), actionOf(intent), 'change keys')}
            again={
              momentary === undefined
                ? {
                    label: 'Try again',
                    onClick: () => {
                      standing.askAgain();
                      if (intent.keyExpiryDisabled) turn(true);
                      else setAsking(true);
                    },
                  }
                : undefined
            }
            onDismiss={() => {
              dismiss();
              toggle.current?.focus();
            }}
          />
        </div>
      ))}
      <LeftNotice
        deviceId={deviceId}
        aspect="key-expiry"
        className="mt-2"
        onAgain={
          offReason === undefined
            ? ({ request: { body } }) => onChange(!v.is(keyBody, body) || !body.keyExpiryDisabled)
            : undefined
        }
      />
      {momentary === undefined && refusals.length === 0 && <StandingNote off={standing} />}
      {!isAsked && offReason === undefined && sending === undefined && (
        <details className="mt-0.5">
          <summary className="w-fit cursor-pointer py-1 text-caption touch:py-3.5 text-ink-3 hover:text-ink">
            What the switch sends
          </summary>
          <RequestPreview request={preview({ keyExpiryDisabled: isOn })} />
        </details>
      )}
    </Section>
  );
}

function actionOf({ keyExpiryDisabled }: KeyExpiryIntent): string {
  return keyExpiryDisabled ? 'turn key expiry off' : 'turn key expiry on';
}

function sentWords({ keyExpiryDisabled }: KeyExpiryIntent) {
  const word = keyExpiryDisabled ? 'off' : 'on';
  const kept = keyExpiryDisabled ? ' The original date is kept.' : '';
  return { sending: `Turning key expiry ${word}.`, done: `Key expiry is ${word}.${kept}` };
}
