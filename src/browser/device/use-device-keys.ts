import type { Command } from '#browser/commands/command.ts';
import { useCommands } from '#browser/commands/use-commands.ts';
import { useKeyboard, useKeys } from '#browser/keys/use-keys.ts';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { announce } from '#browser/ui/announcer.tsx';
import { copyText } from '#browser/ui/copied.ts';
import type { DeviceFacts } from './device-facts.ts';
import { currentSection, editSection, pressInSection } from './section/section-edit.ts';
import { showSection } from './section/use-section-focus.ts';

/** The keys of a device's page, and what can be done there by name. Nothing of it writes: it opens where one does. */
export function useDeviceKeys(props: {
  facts: DeviceFacts;
  dnsName: string | undefined;
  isReadOnly: boolean;
  copyMarkdown: () => void;
}): void {
  const { facts, dnsName } = props;
  const { act } = useKeyboard();
  const canWrite = !props.isReadOnly && !facts.isExternal;
  const copy = (text: string | undefined) => {
    if (text === undefined) return false;
    void copyText(text);
    return true;
  };
  useKeys('device', {
    routes: () => showSection('routes'),
    tags: () => showSection('tags'),
    expiry: () => showSection('key'),
    share: () => showSection('sharing'),
    edit: () => {
      const section = currentSection();
      if (section === undefined) announce('Go to a section first: R, T, Y, S or Tab.');
      else editSection(section);
    },
    copyDeviceAddress: () => copy(facts.ipv4),
    copyDeviceName: () => copy(dnsName),
    delete: () => pressInSection('danger', 'Delete device'),
  });
  const navigate = useNavigate();
  const ask = useLocation({ select: ({ state }) => state.ask });
  // The question belongs to the document, and is asked once: not again by a reload of the page.
  useEffect(() => {
    if (ask === undefined) return;
    pressInSection('danger', 'Delete device');
    void navigate({
      to: '.',
      hash: true,
      search: true,
      state: ({ list }) => (list === undefined ? {} : { list }),
      replace: true,
    });
  }, [ask, navigate]);
  useCommands(() => {
    const action = (title: string, run: () => void, more: Pick<Command, 'keys' | 'words'> = {}): Command => ({
      id: `device:${title}`,
      title,
      kind: 'Action',
      of: facts.name,
      run,
      ...more,
    });
    const writing = [
      action('Edit subnet routes', () => editSection('routes'), { words: 'approve withdraw exit node' }),
      action('Edit tags', () => editSection('tags'), { words: 'owner' }),
      action('Turn key expiry on or off', () => editSection('key'), { words: 'disable enable' }),
      action('Change IPv4 address', () => editSection('address')),
      action('Rename device', () => pressByName('Rename'), { words: 'machine name' }),
      action('Edit posture attributes', () => editSection('posture'), { words: 'custom' }),
      action('Share device', () => editSection('sharing'), { words: 'invite' }),
      action('Expire key', () => pressInSection('danger', 'Expire key'), { words: 'sign out' }),
      facts.isApproved
        ? action('Revoke approval', () => pressInSection('danger', 'Revoke approval'))
        : action('Approve device', () => pressInSection('danger', 'Approve device', true)),
      action(
        'Replace this device',
        () => void navigate({ to: '/devices/$nodeId/replace', params: { nodeId: facts.key } }),
        { words: 'hand over move successor new machine' },
      ),
      action('Delete device', () => act('delete'), { keys: 'delete', words: 'remove' }),
    ];
    return [
      ...(canWrite ? writing : []),
      action('Go to routes', () => act('routes'), { keys: 'routes' }),
      action('Go to tags', () => act('tags'), { keys: 'tags' }),
      action('Go to key expiry', () => act('expiry'), { keys: 'expiry' }),
      action('Go to sharing', () => act('share'), { keys: 'share' }),
      action('Copy IPv4 address', () => act('copyDeviceAddress'), { keys: 'copyDeviceAddress' }),
      action('Copy MagicDNS name', () => act('copyDeviceName'), { keys: 'copyDeviceName' }),
      action('Copy as Markdown', props.copyMarkdown),
    ];
  });
}

function pressByName(label: string): void {
  const buttons = document.querySelectorAll<HTMLElement>('main button');
  [...buttons].find((button) => button.ariaLabel?.startsWith(label))?.click();
}
