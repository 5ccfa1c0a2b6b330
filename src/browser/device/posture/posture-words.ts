import { ChangeError } from '#browser/changes/send-change.ts';
import type { Entry } from '#browser/changes/change.ts';
import type { FailureWords } from '#browser/device/failure/change-failure.ts';
import { writeFailureWords } from '#browser/device/failure/write-failure.ts';
import { isPlan, standingReason } from '#browser/device/failure/use-standing-off.ts';
import { printValue } from './attribute-rows.ts';
import type { PostureIntent } from './posture.schema.ts';

const subject = {
  plural: 'posture attributes',
  forbidden:
    'The key that Tailboard uses may not change posture attributes. Its role or scopes decide that; the scope is devices:posture_attributes.',
};

/** What became of an intent that did not succeed. A plan that leaves attributes out is told apart from a key's rights. */
export function refusalWords(intent: PostureIntent, error: Error): FailureWords {
  const action = intent.kind === 'delete' ? `delete ${intent.key}` : `set ${intent.key} to ${printValue(intent.value)}`;
  const words = writeFailureWords(error, action, subject);
  if (!(error instanceof ChangeError) || !isPlan(error.reason.status, error.reason.message)) return words;
  return {
    ...words,
    title: `This tailnet's plan does not include changing posture attributes (${error.reason.status}).`,
    body: 'Nothing has been saved. They can be read, and the rest of Tailboard works; another plan changes that.',
  };
}

/** The server's own words about what was sent, to stand at the field; undefined for every other failure. */
export function refusalQuote(error: Error): string | undefined {
  return error instanceof ChangeError && error.reason.kind === 'invalid' ? error.reason.message : undefined;
}

/** Why attributes are not offered to be changed after a plain no, as a sentence. */
export function standingWords({ status, message }: Entry): string {
  return isPlan(status, message ?? '')
    ? `This tailnet's plan does not include changing posture attributes (${status}).`
    : standingReason({ status }, 'change posture attributes');
}
