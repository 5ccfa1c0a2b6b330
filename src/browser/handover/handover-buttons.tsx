import { UndoQuestion } from '#browser/activity/undo-question.tsx';
import { useApi } from '#browser/api/api-context.ts';
import { shownRequest } from '#browser/changes/hand-off/shown-request.ts';
import { DeleteQuestion } from '#browser/device/delete/delete-question.tsx';
import { TypedWord, isTyped } from '#browser/device/impact/typed-word.tsx';
import { consoleSentence, impactOf } from '#browser/device/impact/impact.ts';
import { saveFile } from '#browser/ui/save-file.ts';
import { homeAddress } from '#browser/place.ts';
import { announce } from '#browser/ui/announcer.tsx';
import { Button } from '#browser/ui/button.tsx';
import { useCopied } from '#browser/ui/copied.ts';
import { Notice } from '#browser/ui/notice.tsx';
import { RequestPreview } from '#browser/ui/request-preview.tsx';
import { useNow } from '#browser/ui/use-now.ts';
import { useQuery } from '@tanstack/react-query';
import { Check, Copy, Download, Undo2 } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { canGoBack } from './handover.ts';
import { pendingLines } from './handover-line.ts';
import { handoverReport } from './handover-report.ts';
import type { Handover } from './use-handover.ts';

/** Begins a hand-over, stops it, goes on with it, takes it back, removes what was replaced, and hands out the report. */
export function HandoverButtons(props: {
  handover: Handover;
  offReason: string | undefined;
  onDone: () => void;
}): ReactNode {
  const { handover, offReason } = props;
  const { record, lines, stop, old } = handover;
  const [question, setQuestion] = useState<'remove' | 'undo'>();
  const pending = pendingLines(lines);
  const sendable = pending.filter(({ id }) => id !== 'remove');
  const isBegun = Boolean(record?.begun);
  const isIdle = stop === undefined && !handover.isElsewhere;
  const isOver = isBegun && sendable.length === 0 && isIdle;
  const gone = old === undefined ? handover.sheet?.id : undefined;
  const undoable = record?.sent.filter(({ part }) => canGoBack(part, gone)).length ?? 0;
  const canRemove = isOver && old !== undefined && !lines.some(({ verdict }) => verdict.kind === 'conflict');
  const [first] = sendable;
  const canBegin = isIdle && sendable.length > 0;
  const words = sendable.length === 1 ? '1 change' : `${sendable.length} changes`;
  const mayNotRemove = useApi().reasonAgainst('delete');
  const begin = useConsoleLoss(handover);
  const [typed, setTyped] = useState('');
  const isAsked = begin.sentence !== undefined && !isTyped(typed, begin.host);
  const problem = offReason ?? (isAsked ? 'Type the address of this page first.' : undefined);
  const go = () => {
    if (problem !== undefined) return;
    announce(`Handing over: ${words}.`);
    handover.start();
  };
  return (
    <div className="border-t border-line-strong px-5 pb-3">
      {first?.verdict.kind === 'change' && isIdle && (
        <RequestPreview
          key={first.id}
          request={shownRequest(first.verdict.step, homeAddress())}
          note={
            sendable.length === 1 ? 'The only request.' : `The first of ${sendable.length} requests, each sent once.`
          }
          isOpenAtFirst={false}
        />
      )}
      {canBegin && begin.sentence !== undefined && (
        <div className="mt-3 flex flex-col gap-2">
          <Notice kind="warn" title="You may lose this page.">
            {begin.sentence}
          </Notice>
          <TypedWord
            word={begin.host}
            purpose="to confirm that this page may go"
            text={typed}
            onText={setTyped}
            onEnter={go}
          />
        </div>
      )}
      <div className="mt-3 flex flex-wrap items-center gap-2">
        {canBegin && (
          <Button kind="primary" size="wide" disabledReason={problem} onClick={go}>
            {isBegun ? `Go on, ${words} left` : `Hand over, ${words}`}
          </Button>
        )}
        {stop !== undefined && (
          <Button size="wide" isBusy={handover.run?.phase === 'stopping'} onClick={stop}>
            {handover.run?.phase === 'stopping' ? 'Stopping' : 'Stop after this one'}
          </Button>
        )}
        {canRemove && (
          <Button
            kind="danger"
            size="wide"
            disabledReason={offReason ?? mayNotRemove}
            onClick={() => setQuestion('remove')}
          >
            Remove the old device…
          </Button>
        )}
        {isIdle && undoable > 0 && (
          <Button kind="ghost" size="wide" icon={Undo2} disabledReason={offReason} onClick={() => setQuestion('undo')}>
            Undo {undoable} applied
          </Button>
        )}
        <span className="ml-auto flex flex-wrap gap-2">
          <ReportButtons handover={handover} />
          {isOver && (
            <Button
              kind="primary"
              size="wide"
              onClick={() => {
                // Nothing of it is left to be done or taken back.
                if (old === undefined) handover.forget();
                props.onDone();
              }}
            >
              Done
            </Button>
          )}
        </span>
      </div>
      {isBegun && isIdle && !(isOver && old === undefined) && (
        <p className="mt-2 flex flex-wrap items-center gap-x-2 text-small text-ink-3">
          {isOver
            ? 'Kept in this browser, so that it can be taken back.'
            : 'Kept in this browser, so that it can be gone on with.'}
          <Button kind="ghost" size="sm" onClick={handover.forget}>
            Forget it
          </Button>
        </p>
      )}
      {canBegin && problem !== undefined && <p className="mt-2 text-small text-ink-3">{problem}</p>}
      {question === 'remove' && old !== undefined && (
        <DeleteQuestion
          deviceId={handover.sheet?.id ?? ''}
          verb="Remove"
          lead="It leaves the tailnet now. What was handed over can no longer be given back to it."
          asksForName={() => true}
          offReason={offReason}
          onDelete={() => {
            setQuestion(undefined);
            handover.start(true);
          }}
          onClose={() => setQuestion(undefined)}
        />
      )}
      {question === 'undo' && (
        <UndoQuestion
          title="Take this hand-over back?"
          onUndo={() => {
            setQuestion(undefined);
            announce('Taking the hand-over back.');
            handover.takeBack();
          }}
          onClose={() => setQuestion(undefined)}
        >
          <p className="text-ink-2">
            {undoable === 1 ? '1 change is' : `${undoable} changes are`} taken back, the last first. Name and address go
            back, and connections to them break. First tags have no way back and stay.
          </p>
        </UndoQuestion>
      )}
    </div>
  );
}

/** How the person may lose this page by moving the address, and the address to be typed for that. */
function useConsoleLoss({ old, record }: Handover): { readonly sentence: string | undefined; readonly host: string } {
  const { queries } = useApi();
  const list = useQuery(queries.list()).data;
  const now = useNow(60_000);
  const impact = useMemo(
    () =>
      old &&
      impactOf({
        device: old,
        devices: list?.hasRoutes === true ? list.devices : undefined,
        invites: undefined,
        now,
        consoleAddresses: [window.location.hostname],
      }),
    [old, list, now],
  );
  return {
    sentence: impact === undefined || record?.begun ? undefined : consoleSentence(impact),
    host: impact?.consolePath?.host ?? '',
  };
}

function ReportButtons({ handover }: { handover: Handover }): ReactNode {
  const { session } = useApi();
  const [isCopied, copy] = useCopied();
  const { sheet, before, lines, run, decisions } = handover;
  if (sheet === undefined || before === undefined) return null;
  const record = handover.record ?? { sheet, newId: before.id, ...decisions, begun: null, sent: [] };
  const report = () => handoverReport({ record, before, lines, run, tailnet: session.tailnet, now: Date.now() });
  return (
    <>
      <Button kind="ghost" size="wide" icon={isCopied ? Check : Copy} onClick={() => copy(report())}>
        Copy report
      </Button>
      <Button
        kind="ghost"
        size="wide"
        icon={Download}
        label="Download report"
        onClick={() => {
          const name = `tailboard-handover-${sheet.name}-${new Date().toISOString().slice(0, 10)}.md`;
          saveFile(name, 'text/markdown', [report()]);
          announce(`${name} is downloaded.`);
        }}
      >
        Download
      </Button>
    </>
  );
}
