import type { Answer } from '#contract/endpoints.ts';
import { ApiError } from '#browser/api/api-error.ts';
import type { Exchange, ExchangeResult } from '#browser/api/client.ts';
import type { Aliases } from './aliases.ts';
import { maskEntries } from './mask-answers.ts';

/** So long a list that was read is as good as one that is read now, in milliseconds. */
const fresh = 10_000;

type List = { readonly fields: 'all' | 'default'; readonly result: ExchangeResult<Answer<'listDevices'>> };

/**
 * Reads the tailnet once, so that everybody has their number by the order of the list, wherever they are met first; gives
 * the masked list. A server that does not answer is the page's to tell; then numbers are given as things come.
 */
export async function learnTailnet(exchange: Exchange, aliases: Aliases): Promise<List | undefined> {
  const list = async (fields: List['fields']): Promise<List> => ({
    fields,
    result: await exchange('listDevices', { parameters: { tailnet: '-' }, query: { fields } }),
  });
  try {
    const { fields, result } = await list('all').catch(async (error: unknown) => {
      if (error instanceof ApiError && error.kind === 'missing') return await list('default');
      throw error;
    });
    const devices = maskEntries(result.answer.devices ?? [], aliases);
    return result.answer.devices
      ? { fields, result: { ...result, requestId: undefined, answer: { devices } } }
      : undefined;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return undefined;
  }
}

/** The exchange whose first reading of the list is what was learnt a moment ago: large tailnets are read once. */
export function withLearntList(exchange: Exchange, learnt: List | undefined): Exchange {
  let told = learnt;
  setTimeout(() => (told = undefined), fresh);
  return async (name, given) => {
    const query: unknown = given.query;
    const isSame = typeof query === 'object' && query !== null && 'fields' in query && query.fields === told?.fields;
    if (name !== 'listDevices' || told === undefined || !isSame) return await exchange(name, given);
    const { result } = told;
    told = undefined;
    given.onDevices?.(result.answer.devices ?? []);
    const answer = given.onDevices === undefined ? result.answer : { ...result.answer, devices: [] };
    return { ...result, answer };
  };
}
