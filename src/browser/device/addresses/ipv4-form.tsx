import { useApi } from '#browser/api/api-context.ts';
import { shownRequest } from '#browser/changes/hand-off/shown-request.ts';
import { stepOf } from '#browser/changes/hand-off/step.ts';
import { ConsoleLoss, addressAt } from '#browser/device/impact/console-loss.tsx';
import { TypedWord, isTyped } from '#browser/device/impact/typed-word.tsx';
import { useImpact } from '#browser/device/impact/use-impact.ts';
import { type AnyDevice, factsOf } from '#browser/device/device-facts.ts';
import { DiscardQuestion } from '#browser/device/editing/discard-question.tsx';
import { consoleSentence } from '#browser/device/impact/impact.ts';
import { useLate } from '#browser/device/editing/use-late.ts';
import { useFormKeys } from '#browser/device/editing/use-form-keys.ts';
import { homeAddress } from '#browser/place.ts';
import { announce } from '#browser/ui/announcer.tsx';
import { Button } from '#browser/ui/button.tsx';
import { Field } from '#browser/ui/field.tsx';
import { Notice } from '#browser/ui/notice.tsx';
import { RequestPreview } from '#browser/ui/request-preview.tsx';
import { Mono } from '#browser/ui/text.tsx';
import type { ListedDevice } from '#contract/device-list.ts';
import { useQuery } from '@tanstack/react-query';
import { ArrowRight } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { DeviceLink } from '#browser/device/device-link.tsx';
import { canSuggest, suggestAddress } from './free-address.ts';
import { ipv4Change } from './ipv4.mutation.ts';
import { type Ipv4Check, checkIpv4 } from './ipv4.schema.ts';

const nobody: readonly ListedDevice[] = [];

/** What is typed, and the address that the device had when the form was opened. */
export type Ipv4Draft = { readonly text: string; readonly from: string };

/** Another IPv4 address for a device: checked while it is typed, with what breaks and the request before it is sent. */
export function Ipv4Form(props: {
  deviceId: string;
  device: AnyDevice;
  draft: Ipv4Draft;
  onText: (text: string) => void;
  isBusy: boolean;
  offReason: string | undefined;
  /** True when a person has just opened it, who then wants to type. */
  isOpenedNow: boolean;
  onSend: (ipv4: string) => void;
  onClose: () => void;
}): ReactNode {
  const { deviceId, device, draft, isBusy, offReason, isOpenedNow } = props;
  const { queries } = useApi();
  const list = useQuery(queries.list()).data;
  const policy = useQuery(queries.policy()).data;
  const impact = useImpact(deviceId);
  const [pool, setPool] = useState<string>();
  const [isAsking, setAsking] = useState(false);
  const [typedHost, setTypedHost] = useState('');
  const root = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const isLate = useLate(isBusy, 5000);
  const now = factsOf(device).ipv4;
  const devices = list?.devices ?? nobody;
  const check = checkIpv4(draft.text, now, deviceId, devices);
  const host = impact?.consolePath?.host;
  const hasHost = host === undefined || isTyped(typedHost, host);
  const reason = offReason ?? reasonOf(check) ?? (hasHost ? undefined : 'Type the address of this page first.');

  // Focus belongs to the document.
  useEffect(() => {
    if (isOpenedNow) field.current?.focus();
  }, [isOpenedNow]);

  const send = () => {
    if (reason === undefined && check.kind === 'fits' && !isBusy) props.onSend(check.ipv4);
  };
  useFormKeys(root, {
    onSave: send,
    onEscape: () => {
      if (isAsking) setAsking(false);
      else if (draft.text.trim() === '' || isBusy) props.onClose();
      else setAsking(true);
    },
  });
  const type = (text: string) => {
    setPool(undefined);
    props.onText(text);
  };
  const suggest = () => {
    const free = suggestAddress(device, devices, policy ?? undefined);
    field.current?.focus();
    if (free === undefined) {
      announce('No address is free in the IP pools that the policy file gives to this device.');
      return;
    }
    props.onText(free.ipv4);
    setPool(free.pool);
    announce(`${free.ipv4} is free.`);
  };

  return (
    <div ref={root} role="group" aria-label="New IPv4 address">
      <p className="flex flex-wrap items-center gap-x-1.5 text-small text-ink-3">
        Now <Mono className="text-ink">{now ?? 'none'}</Mono>
        {check.kind === 'fits' && (
          <>
            <ArrowRight className="size-3.5" strokeWidth={1.75} aria-hidden />
            <span className="sr-only">then</span> <Mono className="text-ink">{check.ipv4}</Mono>
          </>
        )}
      </p>
      {draft.from !== now && draft.from !== '' && (
        <p className="text-small text-ink-3">It was {draft.from} when this form was opened.</p>
      )}
      <div className="mt-2">
        <Field
          ref={field}
          label="New IPv4 address"
          value={draft.text}
          onChange={type}
          onEnter={send}
          isMono
          error={errorOf(check)}
          hint={hintOf(check, pool, list === undefined)}
        />
        {!isBusy && canSuggest(device) && (
          <Button kind="ghost" size="sm" className="mt-1 -ml-2.5" onClick={suggest}>
            Suggest a free address
          </Button>
        )}
      </div>
      {check.kind === 'fits' && (
        <>
          <div className="mt-2.5">
            <Notice kind="warn" title="Open connections to this device will break.">
              Reconnect at {check.ipv4}. DNS caches may need a flush. {check.doubt}
            </Notice>
          </div>
          {impact !== undefined && host !== undefined && (
            <div className="mt-2.5">
              <Notice kind="warn" title="You may lose this page.">
                {consoleSentence(impact)} {host === now && `Then open ${addressAt(check.ipv4)}.`}
              </Notice>
              <div className="mt-2.5">
                <TypedWord
                  word={host}
                  purpose="to confirm that this page may go"
                  text={typedHost}
                  onText={setTypedHost}
                  onEnter={send}
                />
              </div>
            </div>
          )}
          <RequestPreview
            request={shownRequest(stepOf(ipv4Change(deviceId, { ipv4: check.ipv4 }, device)), homeAddress())}
            changed={new Set([check.ipv4])}
          />
        </>
      )}
      {isAsking ? (
        <DiscardQuestion onDiscard={props.onClose} onKeep={() => setAsking(false)} />
      ) : (
        <div className="mt-3 flex flex-wrap items-center gap-2">
          <Button kind="primary" disabledReason={reason} isBusy={isBusy} onClick={send}>
            Change address
          </Button>
          <Button kind="ghost" onClick={props.onClose}>
            {isBusy ? 'Close' : 'Cancel'}
          </Button>
          {isBusy && (
            <span className="text-small text-ink-3">
              {isLate ? 'Still waiting for the server.' : 'Waiting for the server…'}
            </span>
          )}
        </div>
      )}
      {isLate && check.kind === 'fits' && <ConsoleLoss deviceId={deviceId} error={undefined} ipv4={check.ipv4} />}
      {offReason !== undefined && <p className="mt-1.5 text-small text-ink-3">{offReason}</p>}
    </div>
  );
}

function reasonOf(check: Ipv4Check): string | undefined {
  switch (check.kind) {
    case 'empty':
      return 'Nothing is typed yet.';
    case 'unfinished':
      return 'The address is not complete yet.';
    case 'unchanged':
      return 'The device has this address already.';
    case 'wrong':
      return check.words;
    case 'taken':
      return `${check.holder.name} uses this address.`;
    case 'fits':
      return undefined;
    default:
      return check satisfies never;
  }
}

function errorOf(check: Ipv4Check): ReactNode {
  if (check.kind === 'wrong') return check.words;
  if (check.kind !== 'taken') return undefined;
  return (
    <>
      <DeviceLink holder={check.holder} /> uses this address.
    </>
  );
}

function hintOf(check: Ipv4Check, pool: string | undefined, isListMissing: boolean): ReactNode {
  if (check.kind === 'unchanged') return 'The device has this address already.';
  if (check.kind !== 'fits') return undefined;
  if (isListMissing) return 'Whether another device uses it is not known: the list is not loaded.';
  return pool === undefined ? undefined : `From ${pool}, a pool of the policy file.`;
}
