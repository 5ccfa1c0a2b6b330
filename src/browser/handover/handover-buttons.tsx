import { DeleteQuestion } from '#browser/device/delete/delete-question.tsx';
import { useApi } from '#browser/api/api-context.ts';
import { shownRequest } from '#browser/changes/hand-off/shown-request.ts';
import { TypedWord, isTyped } from '#browser/device/impact/typed-word.tsx';
import { consoleSentence, impactOf } from '#browser/device/impact/impact.ts';
import { saveFile } from '#browser/ui/save-file.ts';
import { homeAddress } from '#browser/place.ts';
import { announce } from '#browser/ui/announcer.tsx';
import { Button } from '#browser/ui/button.tsx';
import { useCopied } from '#browser/ui/copied.ts';
import { Dialog, DialogButtons } from '#browser/ui/dialog.tsx';
import { Notice } from '#browser/ui/notice.tsx';
import { RequestPreview } from '#browser/ui/request-preview.tsx';
import { useNow } from '#browser/ui/use-now.ts';
import { useQuery } from '@tanstack/react-query';
import { Check, Copy, Download, Undo2 } from 'lucide-react';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { canGoBack } from './handover.ts';
import { pendingLines } from './handover-line.ts';
import { handoverReport } from './handover-report.ts';
import type { LineState } from './line-state.ts';
import type { Handover } from './use-handover.ts';

/** Begins a hand-over, stops it, goes on with it, takes it back, removes what was replaced, and hands out the report. */
export function HandoverButtons(props: {
  handover: Handover;
  states: readonly LineState[];
  offReason: string | undefined;
  onDone: () => void;
}): ReactNode {
  const { handover, offReason } = props;
  const { record, lines, stop, old } = handover;
  const [question, setQuestion] = useState<'remove' | 'undo'>();
  const pending = pendingLines(lines);
  const sendable = pending.filter(({ id }) => id !== 'remove');
  const isBegun = Boolean(record?.begun);
  const isOver = isBegun && sendable.length === 0 && stop === undefined;
  const gone = old === undefined ? handover.sheet?.id : undefined;
  const undoable = record?.sent.filter(({ part }) => canGoBack(part, gone)).length ?? 0;
  const canRemove = isOver && old !== undefined && !lines.some(({ verdict }) => verdict.kind === 'conflict');
  const [first] = sendable;
  const canBegin = !isOver && stop === undefined && sendable.length > 0;
  const words = sendable.length === 1 ? '1 change' : `${sendable.length} changes`;
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
      {first?.verdict.kind === 'change' && stop === undefined && (
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
          <Button kind="danger" size="wide" disabledReason={offReason} onClick={() => setQuestion('remove')}>
            Remove the old device…
          </Button>
        )}
        {stop === undefined && undoable > 0 && (
          <Button kind="ghost" size="wide" icon={Undo2} disabledReason={offReason} onClick={() => setQuestion('undo')}>
            Undo {undoable} applied
          </Button>
        )}
        <span className="ml-auto flex flex-wrap gap-2">
          <ReportButtons handover={handover} />
          {isBegun && stop === undefined && (
            <Button kind="ghost" size="wide" onClick={handover.forget}>
              Forget
            </Button>
          )}
          {isOver && (
            <Button kind="primary" size="wide" onClick={props.onDone}>
              Done
            </Button>
          )}
        </span>
      </div>
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
          count={undoable}
          onUndo={() => {
            setQuestion(undefined);
            announce('Taking the hand-over back.');
            handover.takeBack();
          }}
          onClose={() => setQuestion(undefined)}
        />
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

function UndoQuestion(props: { count: number; onUndo: () => void; onClose: () => void }): ReactNode {
  const keep = useRef<HTMLButtonElement>(null);
  return (
    <Dialog title="Take this hand-over back?" onClose={props.onClose} initialFocus={keep}>
      <p className="mt-2 text-small text-ink-2">
        {props.count === 1 ? '1 change is' : `${props.count} changes are`} taken back, the last first. Name and address
        go back, and connections to them break. First tags have no way back and stay.
      </p>
      <DialogButtons>
        <Button ref={keep} size="wide" onClick={props.onClose}>
          Keep it
        </Button>
        <Button kind="primary" size="wide" icon={Undo2} onClick={props.onUndo}>
          Undo
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
