import { Moon, Sun, SunMoon } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { announce } from '#browser/ui/announcer.tsx';
import { IconButton } from '#browser/ui/button.tsx';

const themes = ['system', 'light', 'dark'] as const;
type Theme = (typeof themes)[number];

const icons = { system: SunMoon, light: Sun, dark: Moon } as const;
const words = { system: 'follows the system', light: 'light', dark: 'dark' } as const;

/** Goes through the three themes; the choice is remembered by this browser and read by theme.js before the first paint. */
export function ThemeButton(props: { size?: 'size-7' | 'size-touch'; iconSize?: 'size-4' | 'size-5' }): ReactNode {
  const [theme, setTheme] = useState<Theme>(readTheme);
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system';
  return (
    <IconButton
      icon={icons[theme]}
      label={`Theme: ${words[theme]}`}
      size={props.size ?? 'size-7'}
      iconSize={props.iconSize ?? 'size-4'}
      onClick={() => {
        storeTheme(next);
        setTheme(next);
        announce(`Theme: ${words[next]}.`);
      }}
    />
  );
}

function readTheme(): Theme {
  const chosen = document.documentElement.dataset['theme'];
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}

function storeTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  try {
    if (theme === 'system') localStorage.removeItem('tailboard.theme');
    else localStorage.setItem('tailboard.theme', theme);
  } catch {
    // Storage may be blocked in a frame; the theme then lasts as long as the page.
  }
}
