import type { CallUpstream, UpstreamCall, UpstreamResult } from './call-upstream.ts';
import { listAspects } from './entity-tags.ts';
import { headerLines } from './headers.ts';
import { Refusal } from './refusal.ts';

/** Told what the list was and, where it could be read, what it is after the write; `body` is the whole first reading. */
export type ListWatch = {
  readonly before: (list: readonly string[], body: Buffer) => void;
  readonly after: (list: readonly string[]) => void;
};

export type ListWriteResult = UpstreamResult & { readonly headers: Readonly<Record<string, string>> };

/**
 * Carries out the writes that replace a whole list (routes, tags), one at a time per device: reads the list again,
 * compares it with the one that the admin saw, writes, and reads once more. Everybody who changes the tailnet through
 * this proxy is protected from losing a change; for others the gap shrinks to one round trip.
 */
export function createListWrites(callUpstream: CallUpstream) {
  const queues = new Map<string, Promise<unknown>>();

  function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = queues.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    queues.set(key, mine);
    const clear = () => {
      if (queues.get(key) === mine) queues.delete(key);
    };
    void mine.then(clear, clear);
    return mine;
  }

  return {
    /** The If-Match of such a write; throws `precondition_required` without exactly one. */
    precondition(rawHeaders: readonly string[]): string {
      const [ifMatch, ...more] = headerLines(rawHeaders, 'if-match');
      if (ifMatch === undefined || ifMatch === '' || more.length > 0) throw new Refusal('precondition_required');
      return ifMatch;
    },

    /** Writes if the list still is the one of `ifMatch`; throws `precondition_failed` with the present list otherwise. */
    write(call: UpstreamCall, ifMatch: string, watch?: ListWatch): Promise<ListWriteResult> {
      const aspect = listAspects[call.name];
      if (aspect === undefined) throw new Error('Only calls that replace a list have a precondition.');
      const { parameters } = call;
      return inTurn(`${call.name} ${parameters['deviceId'] ?? ''}`, async () => {
        const { onRequestId } = call;
        const before = await callUpstream({
          name: aspect.read,
          parameters,
          query: readQuery(aspect.read),
          ...(onRequestId === undefined ? {} : { onRequestId }),
        });
        if (before.judged.kind === 'error') return { ...before, headers: {} };
        const current = aspect.listIn(before.judged.json());
        if (current === undefined) throw new Refusal('upstream_bad_response');
        watch?.before(current, before.judged.body);
        if (aspect.tagOf(current) !== ifMatch)
          throw new Refusal('precondition_failed', undefined, { [aspect.header]: aspect.tagOf(current) }, { current });
        const written = await callUpstream(call);
        if (written.judged.kind === 'error') return { ...written, headers: {} };
        return { ...written, headers: await tagAfterwards(aspect, parameters, watch) };
      });
    },
  };

  /** What was written is what the API shows afterwards; where that cannot be read the answer goes without a tag. */
  async function tagAfterwards(
    aspect: NonNullable<(typeof listAspects)[keyof typeof listAspects]>,
    parameters: UpstreamCall['parameters'],
    watch: ListWatch | undefined,
  ): Promise<Readonly<Record<string, string>>> {
    const after = await callUpstream({ name: aspect.read, parameters, query: readQuery(aspect.read) }).catch(
      () => undefined,
    );
    const list = after?.judged.kind === 'success' ? aspect.listIn(after.judged.json()) : undefined;
    if (list !== undefined) watch?.after(list);
    return list === undefined ? {} : { [aspect.header]: aspect.tagOf(list) };
  }
}

/** Tags stand in the default fields of a device; the others cost time and are not looked at. */
function readQuery(read: 'getRoutes' | 'getDevice'): string {
  return read === 'getDevice' ? '?fields=default' : '';
}
