import { describe, expect, test } from 'vitest';
import { ApiError, kindOf } from '#browser/api/api-error.ts';
import { ChangeError, type ChangeOutcome } from '#browser/changes/send-change.ts';
import { personRefusedWords } from '#contract/session.ts';
import { changeFailureWords } from './change-failure.ts';
import { WriteError } from './write-error.ts';

const reason = (status: number, message = 'no') => new ApiError(message, { kind: kindOf(status, undefined), status });
const words = (outcome: ChangeOutcome, cause: ApiError) =>
  changeFailureWords(new ChangeError(outcome, cause, 'made-up'), 'turn key expiry off', 'change keys');

describe('a change that failed, in words', () => {
  test('a refusal names what was asked for, its status, and quotes the server', () => {
    expect(words('refused', reason(403, 'calling actor may not'))).toMatchObject({
      title: 'The server refused to turn key expiry off (403).',
      body: 'The key that Tailboard uses may not change keys. Its role or scopes decide that.',
      quote: 'calling actor may not',
    });
  });

  test("a refused token of a person is not taken for the console's own key", () => {
    const refused = (message: string) =>
      words('refused', new ApiError(message, { kind: kindOf(502, 'upstream_auth_failed'), status: 502 })).body;
    expect(refused(personRefusedWords)).toBe(
      'Ask whoever runs Tailboard to replace this token. All but creating and mailing invites works on.',
    );
    expect(refused("The API refused the server's Tailscale key.")).toBe(
      'Ask whoever runs Tailboard to replace its Tailscale key.',
    );
  });

  test('after a timeout it says whether the change is in effect, or that this is not known', () => {
    expect(words('not-applied', reason(504)).body).toContain('It was not applied');
    expect(words('unknown', reason(504)).body).toContain('It may or may not have been applied');
  });

  test('words that the page made up itself are no quote of the server', () => {
    const lost = new ApiError('Tailboard did not answer.', { kind: 'unreachable' });
    expect(words('unknown', lost).quote).toBeUndefined();
  });

  test('what could not be read first was not sent', () => {
    const error = new WriteError('not-sent', reason(500));
    expect(changeFailureWords(error, 'add tag:x', 'change tags').body).toContain('so nothing was sent');
  });

  test('what the server agreed to and could not be read since is applied, and not called unsent', () => {
    const { title, isApplied } = changeFailureWords(new WriteError('not-read'), 'add tag:x', 'change tags');
    expect([title, isApplied]).toEqual(['The server agreed to add tag:x.', true]);
  });

  test('what a session that had ended kept back was not changed', () => {
    const ended = new ApiError('The session ended.', { kind: 'login', status: 401 });
    expect(words('refused', ended)).toMatchObject({
      title: 'Tailboard did not turn key expiry off: the session had ended.',
      quote: undefined,
    });
  });

  test('what the server agreed to and does not show is no success', () => {
    const error = new WriteError('not-kept');
    expect(changeFailureWords(error, 'add tag:x', 'change tags').title).toBe(
      'The server agreed to add tag:x, but does not show it.',
    );
  });
});
