import { Ellipsis, Settings } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '#browser/ui/button.tsx';
import { useOpenLayer } from './layers.tsx';

/** Opens the settings. */
export function SettingsButton(): ReactNode {
  const open = useOpenLayer();
  return <IconButton icon={Settings} label="Settings" onClick={() => open('settings')} />;
}

/** The same on a phone, where going to a device and the keys are in it, too. */
export function MoreButton(): ReactNode {
  const open = useOpenLayer();
  return (
    <IconButton
      icon={Ellipsis}
      label="Go to, settings"
      size="size-touch"
      iconSize="size-5"
      onClick={() => open('settings')}
    />
  );
}
