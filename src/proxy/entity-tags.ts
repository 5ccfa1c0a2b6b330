import { hash } from 'node:crypto';
import * as v from 'valibot';
import type { EndpointName } from '#contract/endpoints.ts';
import { routeKey } from '#contract/prefix.ts';
import { tagsEtagHeader } from '#contract/session.ts';
import { deviceRoutesSchema } from '#contract/subnet-routes.ts';

/**
 * The entity tag of a list: sha256 of its canonical form, so that order, repeats and another spelling of an IPv6 prefix
 * are no change. The API has no version of its own on devices.
 */
function entityTag(list: readonly string[]): string {
  const canonical = JSON.stringify([...new Set(list)].sort());
  return `"${hash('sha256', canonical, 'hex')}"`;
}

/** A list that a device has and the API replaces whole: how it is read, and which header carries its entity tag. */
export type ListAspect = {
  /** The read that shows the list. */
  readonly read: 'getRoutes' | 'getDevice';
  readonly header: string;
  /** The list in the value of an answer of that read; undefined when it is not one. */
  readonly listIn: (value: unknown) => readonly string[] | undefined;
  readonly tagOf: (list: readonly string[]) => string;
};

const routes: ListAspect = {
  read: 'getRoutes',
  header: 'etag',
  listIn(value) {
    const parsed = v.safeParse(deviceRoutesSchema, value);
    return parsed.success ? (parsed.output.enabledRoutes ?? []) : undefined;
  },
  tagOf: (list) => entityTag(list.map(routeKey)),
};

/** No more of a device is looked at than what the entity tag is made of. */
const taggedSchema = v.object({ tags: v.nullish(v.array(v.string())) });

const tags: ListAspect = {
  read: 'getDevice',
  header: tagsEtagHeader.toLowerCase(),
  listIn(value) {
    const parsed = v.safeParse(taggedSchema, value);
    return parsed.success ? (parsed.output.tags ?? []) : undefined;
  },
  tagOf: entityTag,
};

/** The list that a call reads or replaces whole; undefined for every other call. */
export const listAspects: Partial<Record<string, ListAspect>> = {
  getRoutes: routes,
  setRoutes: routes,
  getDevice: tags,
  setTags: tags,
} satisfies Partial<Record<EndpointName, ListAspect>>;

/** The header with the entity tag of the list in an answer, ready to be spread; none where the answer has no list. */
export function entityTagHeader(name: string | null, json: () => unknown): Readonly<Record<string, string>> {
  const aspect = listAspects[name ?? ''];
  const list = aspect?.listIn(json());
  return aspect === undefined || list === undefined ? {} : { [aspect.header]: aspect.tagOf(list) };
}
