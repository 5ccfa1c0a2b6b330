import { type EndpointName, type Parameters, endpoints } from '#contract/endpoints.ts';
import { ApiError } from '#browser/api/api-error.ts';
import type { Exchange } from '#browser/api/client.ts';
import type { Aliases } from './aliases.ts';
import { hiddenThings } from './labels.ts';
import { maskAnswers, maskEntries } from './mask-answers.ts';

/**
 * The exchange as the page sees it in capture mode: aliases in every answer and every error, and identities again in what
 * is sent. Nothing else asks the server, so no identity comes further than this. `mayWrite` asks the person where a
 * change would reach a real tailnet.
 */
export function maskExchange(exchange: Exchange, aliases: Aliases, mayWrite: () => Promise<boolean>): Exchange {
  return async (name, given) => {
    if (endpoints[name].writes && !(await mayWrite()))
      throw new ApiError('Capture mode sends nothing to a real tailnet until you allow it.', {
        kind: 'invalid',
        code: heldBack,
      });
    try {
      const result = await exchange(name, {
        ...given,
        parameters: realParameters<typeof name>(given.parameters, aliases),
        ...(given.body === undefined ? {} : { body: realBody(given.body, aliases) }),
        ...(given.onDevices === undefined
          ? {}
          : { onDevices: (entries: readonly unknown[]) => given.onDevices?.(maskEntries(entries, aliases)) }),
      });
      return {
        ...result,
        answer: maskAnswers[name](result.answer, aliases),
        requestId: result.requestId && hiddenThings.requestId,
      };
    } catch (error) {
      throw error instanceof ApiError ? maskError(error, aliases) : error;
    }
  };
}

/** The code of a change that was not sent because the person was asked and did not allow it. */
const heldBack = 'capture_mode';

function maskError(error: ApiError, aliases: Aliases): ApiError {
  return new ApiError(aliases.text(error.message), {
    kind: error.kind,
    status: error.status,
    code: error.code,
    requestId: error.requestId && hiddenThings.requestId,
    retryAfter: error.retryAfter,
    current: error.current?.map((text) => (text.startsWith('tag:') ? text : aliases.prefix(text))),
  });
}

function realParameters<N extends EndpointName>(parameters: Parameters<N>, aliases: Aliases): Parameters<N> {
  const given = Object.entries<string>(parameters).map(([name, text]) => [name, aliases.real(text)]);
  // The same members with other texts.
  return Object.fromEntries(given) as Parameters<N>;
}

/** A body with identities in place of aliases. What is new in it was typed by the person, who will want to find it again. */
function realBody<Body>(body: Body, aliases: Aliases): Body {
  const look = (value: unknown): unknown => {
    if (typeof value === 'string') {
      const real = aliases.real(value);
      // The page waits to read what it sent, so an address that the tailnet knows comes back as it was typed, too.
      if (real === value) aliases.say(value);
      else aliases.unsay(real);
      return real;
    }
    if (Array.isArray(value)) return value.map(look);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [aliases.real(key), look(inner)]));
  };
  // The same shape with other texts.
  return look(body) as Body;
}
