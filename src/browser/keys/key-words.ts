import type { KeyId, KeyScope } from './key-map.ts';

/** Where the keys of a scope work, in the order of the sheet; scopes of the same words stand together. */
export const scopeWords = {
  shell: 'Everywhere',
  review: 'Changing many',
  selection: 'Devices',
  filter: 'Devices',
  pager: 'A device',
  device: 'A device',
  editor: 'While editing',
  undo: 'A device',
} as const satisfies Record<KeyScope, string>;

/** What each key does. */
export const keyWords: Readonly<Record<KeyId, string>> = {
  goTo: 'Go to device or command',
  goDevices: 'Devices',
  goAttention: 'Attention',
  goRoutes: 'Routes',
  goActivity: 'Activity',
  allKeys: 'All keys',
  filter: 'Filter',
  clearFilter: 'Clear the filter',
  select: 'Select',
  selectAll: 'Select all in this filter',
  letGo: 'Clear the selection',
  apply: 'Apply the review',
  closeReview: 'Close the review',
  previous: 'Previous device',
  next: 'Next device',
  routes: 'Routes',
  tags: 'Tags',
  expiry: 'Key expiry',
  share: 'Sharing',
  edit: 'Edit the focused section',
  copyDeviceAddress: 'Copy IPv4 address',
  copyDeviceName: 'Copy MagicDNS name',
  delete: 'Delete device, after a question',
  save: 'Save',
  discard: 'Stop editing; asks if something changed',
  undo: 'Undo the last change, after a question; on Activity, too',
};
