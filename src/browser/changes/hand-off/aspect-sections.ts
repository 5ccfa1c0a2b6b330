import type { Aspect } from '#browser/changes/change.ts';
import type { SectionId } from '#browser/device/section/sections.ts';

/** The section of the device page that shows each aspect. */
export const aspectSections: Readonly<Record<Aspect, SectionId>> = {
  routes: 'routes',
  tags: 'tags',
  'key-expiry': 'key',
  'expire-key': 'danger',
  approval: 'danger',
  delete: 'danger',
  ipv4: 'address',
  name: 'address',
  posture: 'posture',
  sharing: 'sharing',
  handover: 'machine',
};
