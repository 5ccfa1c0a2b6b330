import { useApi } from '#browser/api/api-context.ts';
import type { Difference } from '#browser/changes/change.ts';
import { DifferenceText } from '#browser/changes/difference-text.tsx';
import { ChangeError } from '#browser/changes/send-change.ts';
import { factsOf, machineName } from '#browser/device/device-facts.ts';
import { writeFailureWords } from '#browser/device/failure/write-failure.ts';
import { printValue } from '#browser/device/posture/attribute-rows.ts';
import { seenOf } from '#browser/device/posture/posture.schema.ts';
import { Button } from '#browser/ui/button.tsx';
import type { ListedDevice } from '#contract/device-list.ts';
import { useQuery } from '@tanstack/react-query';
import { ArrowRight, Check, CircleHelp, LoaderCircle, type LucideIcon, RotateCw, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { bareTag } from './actions/tags.ts';
import type { ItemState } from './bulk-run.ts';
import type { Plan } from './plan.ts';
import type { Running } from './use-bulk-run.ts';
import type { BulkWish } from './wish.ts';

/** One device: its name, how far it is, what it had and what it gets, and the server's words where it refused. */
export function ChangeItem(props: {
  change: Plan['changes'][number];
  wish: BulkWish;
  running: Running | undefined;
  state: ItemState | undefined;
}): ReactNode {
  const { change, wish, running, state } = props;
  const { device, verdict } = change;
  return (
    <>
      <div className="flex items-center gap-2">
        <span className="min-w-0 truncate font-medium">{machineName(device)}</span>
        {state !== undefined && <State state={state} />}
      </div>
      <div className="mt-0.5 flex flex-wrap items-center gap-x-2 font-mono text-code-sm text-ink-3">
        {wish.kind === 'posture' && <AttributeBefore deviceId={device.key} wish={wish} />}
        {verdict.kept !== '' && (
          <>
            <span className="wrap-anywhere">{verdict.kept}</span>
            <ArrowRight className="size-3 shrink-0" strokeWidth={1.75} aria-label="becomes" role="img" />
            <span className="wrap-anywhere">{verdict.kept}</span>
          </>
        )}
        {wish.kind === 'delete'
          ? factsWords(device)
          : verdict.step.differences.map((difference) => (
              <DifferenceText key={JSON.stringify(difference)} difference={short(difference)} />
            ))}
      </div>
      {state?.kind === 'failed' && running !== undefined && (
        <Failure error={state.error} running={running} deviceKey={device.key} />
      )}
    </>
  );
}

/** What a device that goes was: "Connected, 100.64.0.7". */
function factsWords(device: ListedDevice): string {
  const { isConnected, ipv4 } = factsOf(device);
  return [isConnected ? 'Connected' : 'Not connected', ...(ipv4 === undefined ? [] : [ipv4])].join(', ');
}

/** A device to which nothing is sent, and why. */
export function LeftOutItem(props: { device: ListedDevice; reason: string }): ReactNode {
  return (
    <>
      <div className="flex items-center gap-2">
        <span className="min-w-0 truncate font-medium text-ink-2">{machineName(props.device)}</span>
        <span className="ml-auto shrink-0 text-ink-3">Left out</span>
      </div>
      <p className="mt-0.5 text-ink-3">{props.reason}</p>
    </>
  );
}

/** Tags go without their prefix where every word is one. */
function short(difference: Difference): Difference {
  return difference.kind === 'became' ? difference : { ...difference, text: bareTag(difference.text) };
}

/** What a device has of the attribute now, read when it comes into view. */
function AttributeBefore(props: { deviceId: string; wish: Extract<BulkWish, { kind: 'posture' }> }): ReactNode {
  const { queries } = useApi();
  const { data, isError } = useQuery(queries.attributes(props.deviceId));
  const key = props.wish.intent?.key;
  if (key === undefined) return null;
  const seen = data === undefined ? undefined : seenOf(data, key);
  const words = isError ? 'not known' : seen === undefined ? '…' : seen === null ? 'none' : printValue(seen.value);
  return (
    <>
      <span>{words}</span>
      <ArrowRight className="size-3 shrink-0" strokeWidth={1.75} aria-label="becomes" role="img" />
    </>
  );
}

function State({ state }: { state: ItemState }): ReactNode {
  const { word, icon: Icon, ink, isTurning = false } = lookOf(state);
  return (
    <span className={`ml-auto inline-flex shrink-0 items-center gap-1 ${ink}`}>
      {Icon !== undefined && (
        <Icon className={`size-3.5 ${isTurning ? 'animate-spin' : ''}`} strokeWidth={2.25} aria-hidden />
      )}
      {word}
    </span>
  );
}

function lookOf(state: ItemState): { word: string; icon?: LucideIcon; ink: string; isTurning?: boolean } {
  switch (state.kind) {
    case 'waiting':
      return { word: 'Waiting', ink: 'text-ink-3' };
    case 'sending':
      return { word: 'Sending', icon: LoaderCircle, ink: 'text-ink-3', isTurning: true };
    case 'applied':
      return { word: state.isAsItWas ? 'So already' : 'Applied', icon: Check, ink: 'text-ok-ink' };
    case 'not-sent':
      return { word: 'Not sent', ink: 'text-ink-3' };
    case 'failed':
      return state.error instanceof ChangeError && state.error.outcome === 'unknown'
        ? { word: 'Not known', icon: CircleHelp, ink: 'text-warn-ink' }
        : { word: 'Failed', icon: X, ink: 'text-bad-ink' };
  }
}

function Failure(props: { error: Error; running: Running; deviceKey: string }): ReactNode {
  const { run, action } = props.running;
  const words = writeFailureWords(props.error, action.verb, {
    plural: 'values of the device',
    forbidden: `The key that Tailboard uses may not ${action.scope}. Its role or scopes decide that.`,
  });
  return (
    <div className="mt-2 flex items-start gap-3">
      <div style={{ borderLeft: '2px solid var(--color-bad)' }} className="min-w-0 flex-1 pl-2.5">
        <p>
          <span className="font-medium">{words.title}</span> <span className="text-ink-2">{words.body}</span>
        </p>
        {words.quote !== undefined && <p className="font-mono text-code-sm wrap-anywhere text-ink-2">{words.quote}</p>}
      </div>
      {run.snapshot().phase !== 'stopping' && (
        <Button size="sm" icon={RotateCw} onClick={() => run.resume('failed', props.deviceKey)}>
          Retry
        </Button>
      )}
    </div>
  );
}
