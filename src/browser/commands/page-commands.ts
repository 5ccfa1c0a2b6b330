import { switchCapture } from '#browser/capture/switch-capture.ts';
import { basePath } from '#browser/place.ts';
import type { Command } from './command.ts';

/** The pages of the console, and what is done with all of them. A page is a line here. */
export const pageCommands: readonly Command[] = [
  { id: 'page:devices', title: 'Devices', kind: 'Page', words: 'machines list', keys: 'goDevices', href: '/devices' },
  {
    id: 'page:attention',
    title: 'Attention',
    kind: 'Page',
    words: 'broken approve expiring expired updates stale',
    keys: 'goAttention',
    href: '/attention',
  },
  {
    id: 'page:routes',
    title: 'Routes',
    kind: 'Page',
    words: 'prefixes subnets exit nodes failover overlaps',
    keys: 'goRoutes',
    href: '/routes',
  },
  { id: 'page:shares', title: 'Shares', kind: 'Page', words: 'invites links', href: '/shares' },
  {
    id: 'page:activity',
    title: 'Activity',
    kind: 'Page',
    words: 'history log changes undo',
    keys: 'goActivity',
    href: '/activity',
  },
  {
    id: 'page:capture',
    title: 'Capture mode on or off',
    kind: 'Action',
    words: 'screenshot mask hide identities runbook start leave end',
    run: () => {
      const isOn = document.documentElement.dataset['capture'] !== undefined;
      switchCapture(isOn ? 'off' : 'usual', `${basePath()}/devices`);
    },
  },
];
