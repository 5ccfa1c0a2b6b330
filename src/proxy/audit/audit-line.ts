import type { EndpointName } from '#contract/endpoints.ts';
import type { Role } from '#contract/role.ts';
import type { ProxyErrorCode } from '#contract/session.ts';

/** What became of a write: done; not done; or sent, and nobody could tell. */
export type Outcome = 'applied' | 'refused' | 'unknown';

/** One line of the audit log: one for every write that somebody asked for, however often their browser repeated it. */
export type AuditLine = {
  /** Tells it from the other lines of a stream. */
  readonly log: 'audit';
  /** When the outcome was known; RFC 3339, UTC. */
  readonly time: string;
  readonly requestId: string;
  /** Null where the console has no sign-in. */
  readonly person: string | null;
  readonly name: string | null;
  readonly role: Role;
  /** The address at the other end of the socket, and the one for which a trusted portal asks. */
  readonly address: string;
  readonly forwardedFor: string | null;
  /** The call, by its name in the contract. */
  readonly action: EndpointName;
  readonly device: string | null;
  readonly deviceName: string | null;
  /** The key of a posture attribute, or the id of an invite. */
  readonly subject: string | null;
  /**
   * As read right before the write; null where that was not possible or there was nothing. Of a batch, the devices that
   * could be read, in the form of `after`.
   */
  readonly before: unknown;
  /** As read after it where it is a list, else what was asked for; null for a deletion. */
  readonly after: unknown;
  readonly outcome: Outcome;
  /** What was answered; 0 where the process was killed before there was anything to answer. */
  readonly status: number;
  readonly code: ProxyErrorCode | null;
  /** Whoever asked had left before the answer; a write is carried through all the same. */
  readonly clientGone: boolean;
};

/** The line as text, ended, without anything that lets its reader in: no key and no invite link. */
export function lineText(line: AuditLine, redact: (text: string) => string): string {
  return `${redact(JSON.stringify(line)).replace(/(\/(?:admin\/invite|uinv)\/)[\w-]+/g, '$1***')}\n`;
}
