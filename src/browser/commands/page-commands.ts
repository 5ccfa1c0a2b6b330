import type { Command } from './command.ts';

/** The pages of the console. A page is a line here. */
export const pageCommands: readonly Command[] = [
  { id: 'page:devices', title: 'Devices', kind: 'Page', words: 'machines list', keys: 'goDevices', href: '/devices' },
  {
    id: 'page:activity',
    title: 'Activity',
    kind: 'Page',
    words: 'history log changes undo',
    keys: 'goActivity',
    href: '/activity',
  },
];
