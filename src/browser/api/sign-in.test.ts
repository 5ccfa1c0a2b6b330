import { describe, expect, test } from 'vitest';
import { createSignIn, endedBy } from './sign-in.ts';

const html = { 'content-type': 'text/html; charset=utf-8' };

describe('by its answer, who wants a new sign-in', () => {
  test.each([
    ['Tailboard, by its own code', 401, { 'x-tailboard-error': 'login_required' }, 'link'],
    ['a portal that gives Tailboard no identity', 401, { 'x-tailboard-error': 'identity_missing' }, 'portal'],
    ['a portal that refuses', 401, html, 'portal'],
    ['a portal that shows its sign-in as a refusal', 403, html, 'portal'],
    ['a portal that shows its sign-in as a success', 200, html, 'portal'],
    ['nobody: a list', 200, { 'content-type': 'application/json' }, undefined],
    ['nobody: what the key may not do', 403, { 'x-tailboard-error': 'upstream_forbidden' }, undefined],
    ['nobody: a gateway that cannot reach Tailboard', 502, html, undefined],
    ['nobody: a page that is not there', 404, html, undefined],
  ] as const)('%s', (_, status, headers, way) => {
    expect(endedBy(new Response('', { status, headers }))).toBe(way);
  });
});

describe('the sign-in of a tab', () => {
  test('that was refused stays so until it is signed in anew; who only reads ends nothing twice', () => {
    const signIn = createSignIn('first');
    const told: unknown[] = [];
    signIn.subscribe(() => told.push(signIn.end()));
    signIn.refused('link', false);
    signIn.refused('link', false);
    // Readings need no token, so an answer to one says nothing of it.
    signIn.answered();
    expect(told).toEqual([{ way: 'link', hasRefused: false }]);
    signIn.begun('second');
    expect([signIn.end(), signIn.token()]).toEqual([undefined, 'second']);
  });

  test('tells of each change that is refused, and of one that was not even sent', () => {
    const signIn = createSignIn('first');
    let told = 0;
    signIn.missed();
    signIn.subscribe(() => told++);
    signIn.refused('portal', false);
    signIn.missed();
    signIn.refused('portal', true);
    expect([told, signIn.end()]).toEqual([3, { way: 'portal', hasRefused: true }]);
  });

  test('is back as soon as a portal lets anything through', () => {
    const signIn = createSignIn(undefined);
    signIn.refused('portal', true);
    signIn.answered();
    expect(signIn.end()).toBeUndefined();
  });

  test('is looked at once Tailboard answers again after it did not, as it may be another start', () => {
    let looked = 0;
    const signIn = createSignIn('first', () => looked++);
    signIn.answered();
    signIn.lost();
    signIn.lost();
    signIn.answered();
    signIn.answered();
    expect(looked).toBe(1);
  });
});
