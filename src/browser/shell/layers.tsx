import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, Suspense, createContext, lazy, use, useEffect, useState } from 'react';
import { useCommands } from '#browser/commands/use-commands.ts';
import { useKeys } from '#browser/keys/use-keys.ts';
import { personalStorage } from '#browser/settings/storage.ts';
import { GoToWaiting } from './go-to-waiting.tsx';

/** What the shell can lay over any page. */
type Layer = 'goTo' | 'allKeys' | 'settings';

// Nobody's first look. Where one cannot be loaded, its key and its button do nothing.
const absent = () => ({ default: () => null });
const loadGoTo = () => import('#browser/commands/go-to.tsx').then(({ GoTo }) => ({ default: GoTo }), absent);
const GoTo = lazy(loadGoTo);
const KeySheet = lazy(() => import('#browser/keys/key-sheet.tsx').then((made) => ({ default: made.KeySheet }), absent));
const SettingsLayer = lazy(() =>
  import('#browser/settings/settings-layer.tsx').then((made) => ({ default: made.SettingsLayer }), absent),
);

const OpenContext = createContext<(layer: Layer) => void>(() => undefined);

/** Opens a layer of the shell, for the buttons that do. */
export function useOpenLayer(): (layer: Layer) => void {
  return use(OpenContext);
}

/** The layers of the shell around the page, one at a time, and the keys that work on every page. */
export function Layers(props: { isListed: boolean; children: ReactNode }): ReactNode {
  const { isListed } = props;
  const navigate = useNavigate();
  const [layer, setLayer] = useState<Layer>();
  const [isIdle, setIdle] = useState(false);
  const [typed, setTyped] = useState('');
  const close = () => {
    setLayer(undefined);
    setTyped('');
  };
  useKeys('shell', {
    goTo: () => setLayer('goTo'),
    allKeys: () => setLayer('allKeys'),
    goDevices: () => void navigate({ to: '/devices', search: {} }),
    goAttention: () => void navigate({ to: '/attention' }),
    goRoutes: () => void navigate({ to: '/routes', search: {} }),
    goActivity: () => void navigate({ to: '/activity' }),
  });
  useCommands(() => [
    { id: 'shell:keys', title: 'All keys', kind: 'Action', keys: 'allKeys', run: () => setLayer('allKeys') },
    { id: 'shell:settings', title: 'Settings', kind: 'Action', words: 'theme', run: () => setLayer('settings') },
  ]);
  // Once the devices are on screen and the browser has nothing better to do. Safari does not tell; there a second passes.
  useEffect(() => {
    if (!isListed) return undefined;
    if (!('requestIdleCallback' in window)) {
      const timer = setTimeout(() => setIdle(true), 1000);
      return () => clearTimeout(timer);
    }
    const handle = requestIdleCallback(() => setIdle(true));
    return () => cancelIdleCallback(handle);
  }, [isListed]);
  return (
    <OpenContext value={setLayer}>
      {props.children}
      <Suspense fallback={layer === 'goTo' && <GoToWaiting typed={typed} onType={setTyped} onClose={close} />}>
        {(isIdle || layer === 'goTo') && (
          <GoTo isOpen={layer === 'goTo'} typed={typed} storage={personalStorage()} onClose={close} />
        )}
        {layer === 'allKeys' && <KeySheet onClose={close} />}
        {layer === 'settings' && <SettingsLayer onOpen={setLayer} onClose={close} />}
      </Suspense>
    </OpenContext>
  );
}
