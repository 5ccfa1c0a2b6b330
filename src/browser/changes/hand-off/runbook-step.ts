import { callOf } from '#browser/changes/request-of.ts';
import { authorizedBody, ipBody, keyBody, tagsBody } from '#contract/device.ts';
import { attributeBody } from '#contract/posture.ts';
import { routesBody } from '#contract/subnet-routes.ts';
import * as v from 'valibot';
import { actionWords } from './action-words.ts';
import { aspectSections } from './aspect-sections.ts';
import { curlOf } from './curl.ts';
import { inverseStep } from './inverse-step.ts';
import { codeBlock, codeText, plainText } from './markdown-text.ts';
import type { Step } from './step.ts';

const writing = { name: (text: string) => `**${plainText(text)}**`, value: codeText };

/**
 * One step of a runbook in Markdown: what to do, where, as a command, what then is the case, and the way back. `origin`
 * is where this Tailboard stands; the link names the device by node ID, which outlives its name and its addresses.
 */
export function runbookStep(step: Step, origin: string): string {
  const link = `${origin}/devices/${encodeURIComponent(step.deviceId)}#${aspectSections[step.aspect]}`;
  const back = inverseStep(step);
  return [
    `${actionWords(step, writing)}.`,
    '',
    `1. Open <${link}>, or send:`,
    '',
    codeBlock(curlOf(step.request), 'sh', '   '),
    '',
    `2. Expected: status 200. ${expected(step)}`,
    ...(back === undefined
      ? [`3. ${finalWords(step)}`]
      : [`3. To undo: ${lowerFirst(actionWords(back, writing))}.`, '', codeBlock(curlOf(back.request), 'sh', '   ')]),
    '',
  ].join('\n');
}

function finalWords({ undo, finality }: Step): string {
  if (finality !== undefined) return plainText(finality);
  return undo === undefined ? 'Cannot be undone.' : 'To undo: choose Undo on the Activity page of Tailboard.';
}

function expected(step: Step): string {
  const { body } = step.request;
  const call = callOf(step.request);
  const attribute = codeText(call?.parameters['attributeKey'] ?? '');
  switch (call?.name) {
    case 'setRoutes':
      return `Approved are exactly: ${listed(v.is(routesBody, body) ? body.routes : [])}. This replaces the whole list, so compare it with the page first.`;
    case 'setTags':
      return `The tags are exactly: ${listed(v.is(tagsBody, body) ? body.tags : [])}. This replaces the whole list, so compare it with the page first.`;
    case 'setKeyExpiry':
      return `Key expiry is ${v.is(keyBody, body) && body.keyExpiryDisabled ? 'off' : 'on, with the date it had before'}.`;
    case 'expireDevice':
      return 'The key has expired and the device is signed out.';
    case 'setAuthorized':
      return `The device ${v.is(authorizedBody, body) && body.authorized ? 'is approved' : 'waits for approval'}.`;
    case 'deleteDevice':
      return 'The device is no longer in the list.';
    case 'setIp':
      return `The IPv4 address is ${codeText(v.is(ipBody, body) ? body.ipv4 : '')}. Open connections break.`;
    case 'setName':
      return 'The page shows the name as the server wrote it.';
    case 'setAttribute':
      return `${attribute} is ${codeText(v.is(attributeBody, body) ? String(body.value) : '')}.`;
    case 'deleteAttribute':
      return `${attribute} is gone.`;
    case 'createInvites':
      return 'The invite is pending. Whoever holds its link can accept it.';
    case 'deleteInvite':
      return 'The invite is gone.';
    case 'resendInvite':
      return 'The invite shows when it was mailed last.';
    default:
      return '';
  }
}

function listed(texts: readonly string[]): string {
  return texts.length === 0 ? 'none' : texts.map(codeText).join(', ');
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
