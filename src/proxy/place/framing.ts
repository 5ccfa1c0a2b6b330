import { documentHeaders } from '#proxy/headers.ts';
import type { Place, ResourcePolicy } from './config-place.ts';

/**
 * The headers of a document that the pages of `ancestors`, and no others, may show in a frame. X-Frame-Options knows no
 * list, so it goes where there is one. Origins were validated when they were configured: none can end the directive.
 */
export function framedHeaders(
  ancestors: readonly string[],
  resourcePolicy: ResourcePolicy,
): Readonly<Record<string, string>> {
  const { 'x-frame-options': refusal, 'content-security-policy': policy, ...others } = documentHeaders;
  const headers = { ...others, 'cross-origin-resource-policy': resourcePolicy };
  // A page that isolates itself frames only what does the same, besides letting itself be loaded.
  const isolated = resourcePolicy === 'cross-origin' ? { 'cross-origin-embedder-policy': 'require-corp' } : {};
  if (ancestors.length === 0) {
    return { ...headers, ...isolated, 'x-frame-options': refusal, 'content-security-policy': policy };
  }
  return {
    ...headers,
    ...isolated,
    'content-security-policy': policy.replace("frame-ancestors 'none'", `frame-ancestors ${ancestors.join(' ')}`),
  };
}

/** The headers of the page at this address below the base path, by the list of those who may frame it. */
export function pageHeaders(place: Place, target: string | undefined): Readonly<Record<string, string>> {
  const { embedAncestors, frameAncestors, resourcePolicy } = place;
  return framedHeaders(target?.startsWith('/embed/') ? embedAncestors : frameAncestors, resourcePolicy);
}
