import type { Difference } from '#browser/changes/change.ts';
import { type Request, callOf } from '#browser/changes/request-of.ts';
import { authorizedBody, keyBody, tagsBody } from '#contract/device.ts';
import { exitRoutes, routesBody } from '#contract/subnet-routes.ts';
import { attributeValue } from '#contract/posture.ts';
import * as v from 'valibot';
import type { Step } from './step.ts';

/** The undo of a posture attribute: the old value, or none. */
const attributeIntent = v.variant('kind', [
  v.object({ kind: v.literal('set'), value: attributeValue, expiry: v.optional(v.string()) }),
  v.object({ kind: v.literal('delete') }),
]);

/**
 * The step back, as it would be sent if nothing else changed since; undefined where there is none. Tailboard itself
 * undoes by an intent over what the server has then, which text on paper cannot.
 */
export function inverseStep(step: Step): Step | undefined {
  if (step.undo === undefined) return undefined;
  const request = inverseRequest(step);
  if (request === undefined) return undefined;
  return { ...step, differences: step.differences.map(turned), undo: undefined, finality: undefined, request };
}

function inverseRequest({ request, differences, undo }: Step): Request | undefined {
  const { body } = request;
  const name = callOf(request)?.name;
  const before = differences.find((difference) => difference.kind === 'became')?.before;
  switch (name) {
    case 'setRoutes':
      if (!v.is(routesBody, body)) return undefined;
      return { ...request, body: { routes: takenBack(body.routes, differences) } };
    case 'setTags':
      return v.is(tagsBody, body) ? { ...request, body: { tags: takenBack(body.tags, differences) } } : undefined;
    case 'setKeyExpiry':
      if (!v.is(keyBody, body)) return undefined;
      return { ...request, body: { keyExpiryDisabled: !body.keyExpiryDisabled } };
    case 'setAuthorized':
      return v.is(authorizedBody, body) ? { ...request, body: { authorized: !body.authorized } } : undefined;
    case 'setIp':
      return before === undefined ? undefined : { ...request, body: { ipv4: before } };
    case 'setName':
      return before === undefined ? undefined : { ...request, body: { name: before } };
    case 'setAttribute':
    case 'deleteAttribute': {
      const intent = v.safeParse(attributeIntent, undo?.intent);
      if (!intent.success) return undefined;
      if (intent.output.kind === 'delete') return { method: 'DELETE', path: request.path, body: undefined };
      const { value, expiry } = intent.output;
      return { method: 'POST', path: request.path, body: { value, ...(expiry === undefined ? {} : { expiry }) } };
    }
    default:
      return undefined;
  }
}

/** A whole list without what was added to it and with what was removed from it. */
function takenBack(list: readonly string[], differences: readonly Difference[]): string[] {
  const side = (kind: 'added' | 'removed') =>
    differences.flatMap((difference) => (difference.kind === kind ? elementsOf(difference.text) : []));
  const added = new Set(side('added'));
  const kept = list.filter((element) => !added.has(element));
  return [...kept, ...side('removed').filter((element) => !kept.includes(element))];
}

/** The exit node is told as one thing and is two routes. */
function elementsOf(text: string): readonly string[] {
  return text === 'Exit node' ? exitRoutes : [text];
}

function turned(difference: Difference): Difference {
  switch (difference.kind) {
    case 'added':
      return { kind: 'removed', text: difference.text };
    case 'removed':
      return { kind: 'added', text: difference.text };
    case 'became':
      return { kind: 'became', before: difference.after, after: difference.before };
  }
}
