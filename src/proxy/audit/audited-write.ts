import type { CallUpstream, UpstreamCall, UpstreamResult } from '#proxy/call-upstream.ts';
import type { ListWatch } from '#proxy/list-writes.ts';
import type { Visitor } from '#proxy/people/visitor.ts';
import { type ErrorAnswer, Refusal, describeFailure } from '#proxy/refusal.ts';
import { type AuditLine, type Outcome, lineText } from './audit-line.ts';
import type { Note } from './audit-journal.ts';
import type { AuditLog } from './audit-log.ts';
import { type Before, deviceNameIn, invitesIn, readBefore } from './before.ts';

export type AuditOptions = {
  readonly log: AuditLog;
  readonly callUpstream: CallUpstream;
  readonly redact: (text: string) => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
};

/** Who asks for a write and what is known of it by its end. */
export type Asking = {
  readonly visitor: Visitor;
  readonly name: UpstreamCall['name'];
  readonly parameters: UpstreamCall['parameters'];
  readonly requestId: () => string;
  readonly isGone: () => boolean;
};

/** One write on its way to its line. Exactly one of `refused` and `carryOut` makes it. */
export type AuditedWrite = {
  /** Throws `audit_unavailable` when this write would leave no trace. */
  readonly ready: () => Promise<void>;
  /** Leaves a line about a write that was not sent; `asked` is its body, where that was read. */
  readonly refused: (failure: ErrorAnswer, asked: string | undefined) => Promise<void>;
  /** Makes the write by `send` and settles as that does, once the line is written. */
  readonly carryOut: <T extends UpstreamResult>(
    call: UpstreamCall,
    send: (call: UpstreamCall, watch: ListWatch) => Promise<T>,
  ) => Promise<T>;
};

/** Leaves a line about every write. Null in place of the options makes writes that leave none. */
export function createAudit(options: AuditOptions | null): (asking: Asking) => AuditedWrite {
  if (options === null) {
    const nothing: ListWatch = { before: () => undefined, after: () => undefined };
    return () => ({
      ready: () => Promise.resolve(),
      refused: () => Promise.resolve(),
      carryOut: (call, send) => send(call, nothing),
    });
  }
  const { log, callUpstream, redact, now } = options;
  return ({ visitor, name, parameters, requestId, isGone }) => {
    const { person, role, address, forwardedFor } = visitor;
    const { deviceId = null, attributeKey, inviteId } = parameters;

    type End = Pick<AuditLine, 'outcome' | 'status' | 'code' | 'after'>;
    const textOf = (end: End, before: Before | undefined): string => {
      const line: AuditLine = {
        log: 'audit',
        time: new Date(now()).toISOString(),
        requestId: requestId(),
        person: person?.id ?? null,
        name: person?.name ?? null,
        role,
        address,
        forwardedFor,
        action: name,
        device: deviceId ?? before?.device ?? null,
        deviceName: before?.deviceName ?? null,
        subject: attributeKey ?? inviteId ?? null,
        before: before?.value ?? null,
        ...end,
        clientGone: isGone(),
      };
      return lineText(line, redact);
    };

    return {
      ready: () => log.ready(),
      refused: ({ status, code }, asked) =>
        log.write(textOf({ outcome: 'refused', status, code, after: bodyOf(asked) }, undefined)),
      async carryOut(call, send) {
        let before: Before | undefined;
        const reading = readBefore(call, callUpstream).then((read) => {
          before =
            before === undefined ? read : { ...before, deviceName: before.deviceName ?? read?.deviceName ?? null };
          return undefined;
        });
        // Its write reads the routes anyway; the name of their device comes meanwhile.
        if (call.name !== 'setRoutes') await reading;
        let after = bodyOf(call.body);
        let isSent = false;
        let note: Note | undefined;
        const watch: ListWatch = {
          before: (list, body) => {
            before = { device: null, deviceName: deviceNameIn(body) ?? before?.deviceName ?? null, value: list };
          },
          after: (list) => {
            after = list;
          },
        };
        const onSent = () => {
          note = log.note(textOf({ outcome: 'unknown', status: 0, code: null, after }, before));
          isSent = true;
        };
        try {
          const result = await send({ ...call, onSent }, watch);
          const { judged } = result;
          await reading;
          if (judged.kind === 'success' && call.name === 'createInvites') after = invitesIn(judged.body) ?? after;
          const outcome = judged.kind === 'success' ? 'applied' : outcomeOfError(isSent, judged.status);
          await log.write(textOf({ outcome, status: judged.status, code: null, after }, before), note);
          return result;
        } catch (error) {
          const { status, code } = describeFailure(error);
          const isUndone = error instanceof Refusal && /^upstream_(auth_failed|redirect)$/.test(error.code);
          const outcome = isUndone ? 'refused' : outcomeOfError(isSent, status);
          await reading;
          await log.write(textOf({ outcome, status, code, after }, before), note);
          throw error;
        }
      },
    };
  };
}

/** An error of the API below 500 means that it did nothing; what was never sent did nothing either. */
function outcomeOfError(isSent: boolean, status: number): Outcome {
  return isSent && status >= 500 ? 'unknown' : 'refused';
}

function bodyOf(body: string | undefined): unknown {
  return body === undefined ? null : JSON.parse(body);
}
