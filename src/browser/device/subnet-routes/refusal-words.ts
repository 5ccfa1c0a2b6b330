import type { FailureWords } from '#browser/device/failure/change-failure.ts';
import { writeFailureWords } from '#browser/device/failure/write-failure.ts';
import { listed } from '#browser/device/listed.ts';
import { WriteError } from '#browser/device/failure/write-error.ts';
import { type RouteChange, type RoutesIntent, changesOf } from './subnet-routes.schema.ts';

/** "approve 10.0.0.0/16 and withdraw the exit node". */
export function actionWords(intent: RoutesIntent): string {
  const changes = changesOf(intent);
  const side = (kind: RouteChange['kind']) => {
    const names = changes.filter((change) => change.kind === kind).map(nameOf);
    return names.length === 0 ? [] : [`${kind} ${listed(names)}`];
  };
  return [...side('approve'), ...side('withdraw')].join(' and ');
}

/** "10.0.0.0/16 approved, the exit node withdrawn". */
export function resultWords(intent: RoutesIntent): string {
  const changes = changesOf(intent);
  const side = (kind: RouteChange['kind'], done: string) => {
    const names = changes.filter((change) => change.kind === kind).map(nameOf);
    return names.length === 0 ? [] : [`${listed(names)} ${done}`];
  };
  return [...side('approve', 'approved'), ...side('withdraw', 'withdrawn')].join(', ');
}

function nameOf(change: RouteChange): string {
  return change.isExitNode ? 'the exit node' : change.prefix;
}

/** What became of an intent that did not succeed. */
export function refusalWords(intent: RoutesIntent, error: Error): FailureWords {
  const action = actionWords(intent);
  const words = writeFailureWords(error, action, routes);
  if (!(error instanceof WriteError)) return words;
  if (error.outcome === 'not-kept')
    return { ...words, body: `${words.body} The policy file may approve routes by itself.` };
  if (error.outcome === 'changed-since')
    return { ...words, body: 'Someone else changed the routes meanwhile, so nothing was sent.' };
  return words;
}

const routes = {
  plural: 'routes',
  forbidden: 'The key that Tailboard uses may not change routes. Its role or scopes decide that.',
};
