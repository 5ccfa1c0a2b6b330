import { useApi } from '#browser/api/api-context.ts';
import { wordsOf } from '#browser/api/error-words.ts';
import { useLeaveGuard } from '#browser/changes/leave-guard.tsx';
import { useOffReason } from '#browser/device/editing/use-off-reason.ts';
import { listed } from '#browser/device/listed.ts';
import { formatClock } from '#browser/device/moment.ts';
import { Segments } from '#browser/device/posture/segments.tsx';
import { PageTitle } from '#browser/shell/page-title.tsx';
import { announce } from '#browser/ui/announcer.tsx';
import { Button } from '#browser/ui/button.tsx';
import { Command } from '#browser/ui/command.tsx';
import { Notice } from '#browser/ui/notice.tsx';
import { Section } from '#browser/ui/section.tsx';
import { useMedia } from '#browser/ui/use-media.ts';
import { useNow } from '#browser/ui/use-now.ts';
import type { ListedDevice } from '#contract/device-list.ts';
import { type ReactNode, useEffect, useRef } from 'react';
import { NextLost } from './next-lost.tsx';
import { NextPicker } from './next-picker.tsx';
import { notMoved } from './not-moved-words.ts';
import { ReviewSteps } from './review-steps.tsx';
import { SheetTable } from './sheet-table.tsx';
import { type Sheet, changedSince, sheetOf } from './sheet.ts';
import { type Handover, useHandover } from './use-handover.ts';

/** The hand-over of one device: both devices beside each other, and beside them the review of every step. */
export function HandoverView(props: {
  oldId: string;
  nextId: string | undefined;
  devices: readonly ListedDevice[];
  listError: Error | undefined;
  back: ReactNode;
  onChoose: (key: string) => void;
  onDone: (nextId: string | undefined) => void;
}): ReactNode {
  const { readOnlyReason } = useApi();
  const handover = useHandover(props);
  const offReason = useOffReason(props.listError);
  const now = useNow(30_000);
  // Where the review would have no room beside, it follows below.
  const isBelow = useMedia('(width < 1024px)');
  const heading = useRef<HTMLHeadingElement>(null);
  const review = useRef<HTMLHeadingElement>(null);
  const { sheet, record, before, next } = handover;
  const isBegun = Boolean(record?.begun);
  const name = sheet?.name;
  // Focus and the live region belong to the document.
  useEffect(() => {
    if (name === undefined) return;
    announce(`Replace ${name}.`);
    heading.current?.focus({ preventScroll: true });
  }, [name]);
  useLeaveGuard(
    handover.stop !== undefined,
    'A hand-over is under way. Leaving stops it after what is being sent; this page goes on with it later.',
  );
  if (sheet === undefined) return null;
  const hasReview = before !== undefined && next !== undefined;
  return (
    <div className={`flex min-h-0 flex-1 ${isBelow ? 'flex-col overflow-y-auto' : ''}`}>
      <PageTitle words={`Replace ${sheet.name}`} />
      <div
        className={`@container min-w-0 flex-1 px-4 pb-10 min-[800px]:px-gutter min-[800px]:pt-3 ${isBelow ? '' : 'overflow-y-auto'}`}
      >
        {props.back}
        <h1 ref={heading} tabIndex={-1} className="mt-1.5 text-device wrap-anywhere outline-none">
          Replace {sheet.name}
        </h1>
        <p className="mt-1 max-w-[64ch] text-small text-ink-2">
          A new device takes over its tags, key expiry, routes, posture attributes, name and IPv4 address. The old one
          stays in the tailnet until everything is there.
        </p>
        <div className="mt-3 flex flex-col gap-5">
          {isBegun && handover.nextError !== null && !hasReview && (
            <NextLost handover={handover} error={handover.nextError} />
          )}
          {!isBegun && (
            <Section id="next" title="New device">
              <NextPicker
                sheet={sheet}
                devices={props.devices}
                nextId={props.nextId ?? record?.newId ?? undefined}
                isAwaited={record !== undefined}
                now={now}
                onChoose={props.onChoose}
              />
              <Waiting handover={handover} hasNext={hasReview} />
              {handover.nextError !== null && !hasReview && (
                <Notice kind="bad" title="The new device could not be read.">
                  {wordsOf(handover.nextError).title}
                </Notice>
              )}
            </Section>
          )}
          <Section id="sheet" title="Both devices">
            <SheetNews handover={handover} sheet={sheet} isBegun={isBegun} />
            <SheetTable sheet={sheet} old={handover.old} next={next} nextSheet={before} isBegun={isBegun} now={now} />
          </Section>
          <Section id="rest" title="What does not move">
            <ul className="flex max-w-[64ch] flex-col gap-1 text-small">
              {notMoved(sheet, before).map((words) => (
                <li key={words} className="wrap-anywhere">
                  {words}
                </li>
              ))}
            </ul>
          </Section>
          <Section id="old" title={`What becomes of ${sheet.name}`}>
            <Fate handover={handover} sheet={sheet} />
          </Section>
        </div>
      </div>
      {hasReview && (
        <aside
          aria-label="Review"
          style={isBelow ? {} : { width: 464 }}
          className={`@container flex shrink-0 flex-col bg-canvas ${isBelow ? 'border-t border-line-strong' : 'border-l border-line-strong'}`}
        >
          <ReviewSteps
            handover={handover}
            offReason={readOnlyReason ?? offReason}
            headingRef={review}
            onDone={() => props.onDone(before.id)}
          />
        </aside>
      )}
    </div>
  );
}

/** The way for a machine that is not here yet: its sheet is kept, and the command that joins it is at hand. */
function Waiting({ handover, hasNext }: { handover: Handover; hasNext: boolean }): ReactNode {
  const { record, sheet } = handover;
  if (sheet === undefined) return null;
  if (record === undefined)
    return (
      <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1.5 text-small">
        <Button size="sm" onClick={handover.wait}>
          {hasNext ? 'Keep the sheet' : 'It is not here yet: keep the sheet and wait'}
        </Button>
        <span className="text-ink-3">Kept in this browser, so that the old machine may be switched off.</span>
      </div>
    );
  const routes = sheet.routes.filter((route) => !route.endsWith('/0'));
  const isExit = routes.length < sheet.routes.length;
  const command = [
    'tailscale up',
    `--hostname=${sheet.hostname || sheet.name}`,
    ...(routes.length > 0 ? [`--advertise-routes=${routes.join(',')}`] : []),
    ...(isExit ? ['--advertise-exit-node'] : []),
  ].join(' ');
  return (
    <div className="mt-3 text-small">
      <p>
        The sheet of {formatClock(sheet.takenAt)} UTC is kept in this browser. On the new machine run, with a sign-in or
        an auth key:
      </p>
      <Command text={command} />
      <Button kind="ghost" size="sm" className="mt-1.5" onClick={handover.forget}>
        Forget the sheet
      </Button>
    </div>
  );
}

/** What of the old device changed since its sheet was taken, with the way to take it anew. */
function SheetNews(props: { handover: Handover; sheet: Sheet; isBegun: boolean }): ReactNode {
  const { handover, sheet, isBegun } = props;
  if (isBegun || handover.record === undefined || handover.old === undefined) return null;
  const changes = changedSince(sheet, sheetOf({ device: handover.old, attributes: undefined, now: sheet.takenAt }));
  if (changes.length === 0) return null;
  return (
    <Notice
      kind="warn"
      title={`${sheet.name} changed since its sheet was taken.`}
      action={
        <Button size="sm" onClick={handover.forget}>
          Take it anew
        </Button>
      }
    >
      Not as in the sheet any more: {listed(changes)}.
    </Notice>
  );
}

function Fate({ handover, sheet }: { handover: Handover; sheet: Sheet }): ReactNode {
  const { decisions, old } = handover;
  if (old === undefined) return <p className="text-small text-ink-2">It is gone. Its sheet is what is handed over.</p>;
  return (
    <div className="flex flex-col gap-2 text-small">
      <Segments
        label="In the end"
        options={[
          { value: 'aside', label: 'Keep it aside' },
          { value: 'remove', label: 'Remove it' },
        ]}
        value={decisions.fate}
        fixedReason={handover.stop === undefined && !handover.isElsewhere ? undefined : 'The hand-over is under way.'}
        onChange={(fate) => handover.decide({ ...decisions, fate })}
      />
      <p className="max-w-[64ch] text-ink-2">
        {decisions.fate === 'aside'
          ? `It stays as ${sheet.name}-old with another address, and gives up the routes that the new device carries. All of that can be undone.`
          : 'When everything else is done, its name is asked for, and it leaves the tailnet. That cannot be undone.'}
      </p>
    </div>
  );
}
