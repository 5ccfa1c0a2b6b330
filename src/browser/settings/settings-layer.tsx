import { Keyboard, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { useApi } from '#browser/api/api-context.ts';
import { switchCapture } from '#browser/capture/switch-capture.ts';
import { basePath } from '#browser/place.ts';
import { Button } from '#browser/ui/button.tsx';
import { Dialog, DialogButtons } from '#browser/ui/dialog.tsx';
import { Switch } from '#browser/ui/switch.tsx';
import { ConsoleRights } from './console-rights.tsx';
import { useSetting } from './use-settings.ts';

const themes = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

const roleWords = {
  viewer: 'A viewer, who can look but not change.',
  operator:
    'An operator, who changes what can be taken back; IPv4, expiring, deleting and sharing are for administrators.',
  admin: 'An administrator, who can change everything.',
} as const;

/** What a person sets for this browser, and on a phone the way to what a keyboard has keys for. */
export function SettingsLayer(props: { onOpen: (layer: 'goTo' | 'allKeys') => void; onClose: () => void }): ReactNode {
  const [theme = 'system', setTheme] = useSetting('theme');
  const [singleKeys, setSingleKeys] = useSetting('single-keys');
  const [, setCapture] = useSetting('capture');
  const { session } = useApi();
  const { person } = session;
  const isCapturing = document.documentElement.dataset['capture'] !== undefined;
  return (
    <Dialog title="Settings" onClose={props.onClose}>
      <Button icon={Search} size="wide" className="mt-3 w-full md:hidden" onClick={() => props.onOpen('goTo')}>
        Go to device or command
      </Button>
      {person !== undefined && (
        <div className="mt-3 border-t border-line py-2.5 text-small">
          <p className="font-medium wrap-anywhere">Signed in as {person.name}</p>
          <p className="text-ink-3 wrap-anywhere">
            {person.name === person.id ? '' : `${person.id}. `}
            {roleWords[person.role]}
          </p>
        </div>
      )}
      <fieldset
        className={`flex items-center gap-2 border-t border-line py-2.5 text-small ${person === undefined ? 'mt-3' : ''}`}
      >
        <legend className="float-left mr-auto font-medium">Theme</legend>
        {themes.map(({ value, label }) => (
          <label
            key={value}
            className="relative inline-flex h-control-sm cursor-pointer items-center rounded-control px-2 text-ink-2 hover:bg-hover has-checked:bg-active has-checked:font-medium has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-focus touch:h-touch"
          >
            <input
              type="radio"
              name="theme"
              className="absolute inset-0 size-full cursor-pointer appearance-none outline-none"
              checked={theme === value}
              onChange={() => setTheme(value === 'system' ? undefined : value)}
            />
            {label}
          </label>
        ))}
      </fieldset>
      <div className="flex items-start gap-3 border-t border-line py-2.5 text-small">
        <div className="min-w-0 flex-1">
          <p className="font-medium">Single keys</p>
          <p className="text-ink-3">
            Letters and signs such as J, R or ? act on the page. Switch them off if you dictate, or if they get in your
            way.
          </p>
        </div>
        <Switch
          label="Single keys"
          isOn={singleKeys !== 'off'}
          onChange={(isOn) => setSingleKeys(isOn ? undefined : 'off')}
        />
      </div>
      <div className="flex items-start gap-3 border-t border-line py-2.5 text-small">
        <div className="min-w-0 flex-1">
          <p className="font-medium">Capture mode</p>
          <p className="text-ink-3">
            People, addresses and the tailnet become labels, and the clock stands still, so that pictures can be shared.
            Loads the page anew.
          </p>
        </div>
        <Switch
          label="Capture mode"
          isOn={isCapturing}
          onChange={(isOn) => {
            setCapture(isOn ? '1' : undefined);
            switchCapture(isOn ? 'usual' : 'off', `${basePath()}/devices`);
          }}
        />
      </div>
      <p className="border-t border-line py-2.5 text-small text-ink-3">Kept in this browser.</p>
      <ConsoleRights session={session} />
      <DialogButtons>
        <span className="mr-auto">
          <Button icon={Keyboard} kind="ghost" className="-ml-3" onClick={() => props.onOpen('allKeys')}>
            All keys
          </Button>
        </span>
        <Button onClick={props.onClose}>Close</Button>
      </DialogButtons>
    </Dialog>
  );
}
