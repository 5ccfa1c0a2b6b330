import { useApi } from '#browser/api/api-context.ts';
import { shownRequest } from '#browser/changes/hand-off/shown-request.ts';
import { stepOf } from '#browser/changes/hand-off/step.ts';
import { DeviceLink } from '#browser/device/device-link.tsx';
import { type AnyDevice, machineName } from '#browser/device/device-facts.ts';
import { DiscardQuestion } from '#browser/device/editing/discard-question.tsx';
import { useFormKeys } from '#browser/device/editing/use-form-keys.ts';
import { homeAddress } from '#browser/place.ts';
import { Button } from '#browser/ui/button.tsx';
import { Field } from '#browser/ui/field.tsx';
import { Notice } from '#browser/ui/notice.tsx';
import { RequestPreview } from '#browser/ui/request-preview.tsx';
import { Mono } from '#browser/ui/text.tsx';
import type { ListedDevice } from '#contract/device-list.ts';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { nameChange } from './name.mutation.ts';
import { type NameCheck, checkName, domainOf } from './name.schema.ts';

const nobody: readonly ListedDevice[] = [];

/** Another name for a device, with what the server will make of it shown while it is typed. */
export function RenameForm(props: {
  deviceId: string;
  device: AnyDevice;
  text: string;
  onText: (text: string) => void;
  offReason: string | undefined;
  /** True when a person has just opened it, who then wants to type. */
  isOpenedNow: boolean;
  onSend: (name: string) => void;
  onClose: () => void;
}): ReactNode {
  const { deviceId, device, text, offReason, isOpenedNow } = props;
  const { queries } = useApi();
  const devices = useQuery(queries.list()).data?.devices ?? nobody;
  const [isAsking, setAsking] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const check = checkName(text, device, deviceId, devices);
  const reason = offReason ?? reasonOf(check);
  const before = machineName(device);

  // Focus and selection belong to the document.
  useEffect(() => {
    if (!isOpenedNow) return;
    field.current?.focus();
    field.current?.select();
  }, [isOpenedNow]);

  const send = () => {
    if (reason === undefined) props.onSend(text.trim());
  };
  useFormKeys(root, {
    onSave: send,
    onEscape: () => {
      if (isAsking) setAsking(false);
      else if (text.trim() === before) props.onClose();
      else setAsking(true);
    },
  });

  return (
    <div ref={root} role="group" aria-label={`Rename ${before}`} className="@container max-w-[560px] pt-1.5 pb-3">
      <Field
        ref={field}
        label="Machine name"
        holds="new name"
        value={text}
        onChange={props.onText}
        onEnter={send}
        error={errorOf(check)}
        hint={<Preview check={check} typed={text.trim()} device={device} />}
      />
      {check.kind === 'fits' && (
        <>
          {device.name !== undefined && device.name !== null && device.name !== '' && (
            <div className="mt-2.5">
              <Notice kind="warn" title={`${device.name} stops answering.`}>
                Links, scripts and SSH settings with this name have to follow. Addresses stay.
              </Notice>
            </div>
          )}
          <RequestPreview
            request={shownRequest(stepOf(nameChange(deviceId, { name: text.trim() }, device)), homeAddress())}
            changed={new Set([text.trim()])}
          />
        </>
      )}
      {isAsking ? (
        <DiscardQuestion onDiscard={props.onClose} onKeep={() => setAsking(false)} />
      ) : (
        <div className="mt-3 flex flex-wrap items-center gap-2">
          <Button kind="primary" disabledReason={reason} onClick={send}>
            {text.trim() === '' ? 'Reset name' : 'Rename'}
          </Button>
          <Button kind="ghost" onClick={props.onClose}>
            Cancel
          </Button>
        </div>
      )}
      {offReason !== undefined && <p className="mt-1.5 text-small text-ink-3">{offReason}</p>}
    </div>
  );
}

function reasonOf(check: NameCheck): string | undefined {
  switch (check.kind) {
    case 'unchanged':
      return 'The device has this name already.';
    case 'long':
      return 'A name has at most 255 letters.';
    case 'taken':
      return `${check.holder.name} has this name.`;
    case 'fits':
      return undefined;
    default:
      return check satisfies never;
  }
}

function errorOf(check: NameCheck): ReactNode {
  if (check.kind === 'long') return 'A name has at most 255 letters.';
  if (check.kind !== 'taken') return undefined;
  return (
    <>
      <DeviceLink holder={check.holder} /> has this name. Use another one.
    </>
  );
}

/** What the server makes of the name; nothing while it takes it as it is typed. */
function Preview(props: { check: NameCheck; typed: string; device: AnyDevice }): ReactNode {
  const { check, typed, device } = props;
  if (check.kind === 'unchanged')
    return typed === check.label ? 'The device has this name.' : 'This becomes the name that the device has.';
  if (check.kind !== 'fits') return undefined;
  const domain = domainOf(device);
  const whole = (
    <Mono className="text-ink">
      {check.label}
      {domain !== '' && <span className="text-ink-3">.{domain}</span>}
    </Mono>
  );
  if (check.isReset)
    return (
      <>
        Left empty, the name goes back to the host name of the OS and becomes {whole}
        {check.mayGetNumber && ', with a number at its end as that is taken'}.
      </>
    );
  return <>Becomes {whole}.</>;
}
