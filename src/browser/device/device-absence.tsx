import type { ReactNode } from 'react';
import { RotateCw } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { ApiError } from '#browser/api/api-error.ts';
import { useApi } from '#browser/api/api-context.ts';
import { wordsOf } from '#browser/api/error-words.ts';
import type { Entry } from '#browser/changes/change.ts';
import { PageTitle } from '#browser/shell/page-title.tsx';
import { Button } from '#browser/ui/button.tsx';
import { CopyButton } from '#browser/ui/copy-button.tsx';
import { Mono } from '#browser/ui/text.tsx';
import type { ListedDevice } from '#contract/device-list.ts';
import { machineName } from './device-facts.ts';
import { BackLine } from './device-header.tsx';
import { leftForGood } from './editing/read-or-gone.ts';
import { formatClock } from './moment.ts';
import { TimeText } from './time-text.tsx';
import { Bars } from '#browser/device/section/section-state.tsx';
import { unsavedOf } from '#browser/device/editing/unsaved.ts';

/** No device answers to the address of this page: what may have happened, and the way on. */
export function DeviceNotFound(props: {
  wanted: string;
  tailnet: string;
  list: string | undefined;
  onLook: () => void;
  isLooking: boolean;
}): ReactNode {
  const title = `There is no device ${props.wanted} in ${props.tailnet || 'this tailnet'}.`;
  return (
    <Absence title={title} documentTitle="Device not found" list={props.list}>
      <Farewell deviceId={props.wanted} />
      <p className="max-w-[64ch] text-small text-ink-2">
        It may have been deleted, an ephemeral device may have gone, or the link is of another tailnet. A renamed device
        keeps its node ID; an address may belong to another one by now.
      </p>
      <Unsaved deviceId={props.wanted} />
      <div className="mt-2">
        <Button icon={RotateCw} isBusy={props.isLooking} onClick={props.onLook}>
          Look again
        </Button>
      </div>
    </Absence>
  );
}

/** The server lists this device under an ID that it gave to another one, too. */
export function DeviceAmbiguous(props: { device: ListedDevice; list: string | undefined }): ReactNode {
  const { device } = props;
  return (
    <Absence
      title={`${machineName(device)} cannot be told apart.`}
      documentTitle={machineName(device)}
      list={props.list}
    >
      <p className="max-w-[64ch] text-small text-ink-2">
        The server lists another device under the same ID, <Mono>{device.nodeId || device.id}</Mono>. What it answers,
        and what is changed under that ID, may be the other one. The list shows what is known of both.
      </p>
    </Absence>
  );
}

/** What this tab knows of why the device is gone. */
function Farewell(props: { deviceId: string }): ReactNode {
  const { activity } = useApi();
  const last = activity.entries().findLast((entry) => entry.deviceId === props.deviceId && entry.outcome === 'applied');
  if (last === undefined || last.finality !== leftForGood) return null;
  return (
    <p role="status" className="max-w-[64ch] text-small">
      {last.deviceName} was ephemeral and has left the tailnet: {deedOf(last)} here at{' '}
      <TimeText at={last.at}>{formatClock(last.at)}</TimeText>.
    </p>
  );
}

function deedOf({ aspect }: Entry): string {
  return aspect === 'expire-key' ? 'its key was expired' : 'its approval was revoked';
}

/** What was typed on a device that is gone: nothing can save it any more, but it can be taken elsewhere. */
function Unsaved(props: { deviceId: string }): ReactNode {
  const [lines] = useState(() => unsavedOf(props.deviceId));
  if (lines.length === 0) return null;
  return (
    <div className="mt-2 max-w-[64ch] text-small">
      <p className="flex items-center gap-2 font-medium">
        What was not saved here
        <CopyButton text={lines.join('\n')} label="Copy what was not saved" />
      </p>
      <ul className="mt-1">
        {lines.map((line) => (
          <li key={line}>
            <Mono className="wrap-anywhere text-ink-2">{line}</Mono>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The device could not be read, and neither could the list. */
export function DeviceFailure(props: {
  error: Error;
  list: string | undefined;
  isBusy: boolean;
  onRetry: () => void;
}): ReactNode {
  const { error } = props;
  const words = wordsOf(error);
  return (
    <Absence title="This device could not be loaded." documentTitle="Device" list={props.list}>
      <p role="alert" className="max-w-[64ch] text-small text-ink-2">
        {words.title} {words.way}
      </p>
      {words.quote !== undefined && <Mono className="text-ink-2">{words.quote}</Mono>}
      {error instanceof ApiError && error.requestId !== undefined && (
        <p className="text-small text-ink-3">
          Request <Mono>{error.requestId}</Mono> <CopyButton text={error.requestId} label="Copy request ID" />
        </p>
      )}
      <div className="mt-2">
        <Button icon={RotateCw} isBusy={props.isBusy} onClick={props.onRetry}>
          Try again
        </Button>
      </div>
    </Absence>
  );
}

/** Bars in the place of a device that is on its way. */
export function DeviceLoading(props: { list: string | undefined }): ReactNode {
  return (
    <div className="px-4 min-[800px]:px-gutter min-[800px]:pt-3">
      <BackLine list={props.list} />
      <h1 className="sr-only">Device</h1>
      <Bars widths={[190, 420, 260]} />
    </div>
  );
}

function Absence(props: {
  title: string;
  documentTitle: string;
  list: string | undefined;
  children: ReactNode;
}): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  // Focus belongs to the document.
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <div className="px-4 min-[800px]:px-gutter min-[800px]:pt-3">
      <PageTitle words={props.documentTitle} />
      <BackLine list={props.list} />
      <div className="flex flex-col items-start gap-1 pt-4">
        <h1 ref={heading} tabIndex={-1} className="text-page wrap-anywhere outline-none">
          {props.title}
        </h1>
        {props.children}
      </div>
    </div>
  );
}
