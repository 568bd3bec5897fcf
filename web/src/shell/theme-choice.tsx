/** Light, dark, or as the system has it; the choice is remembered, and theme.js applies it before the first paint. */
import { useState } from 'react';
import { Segments } from '../kit/segments.js';

const KEY = 'tidemark.theme';
const THEMES = [
  { key: 'auto', label: 'System' },
  { key: 'light', label: 'Light' },
  { key: 'dark', label: 'Dark' },
] as const;
type Theme = (typeof THEMES)[number]['key'];

export function ThemeChoice() {
  const [theme, setTheme] = useState<Theme>(() => THEMES.find(({ key }) => key === document.documentElement.dataset.theme)?.key ?? 'auto');
  const choose = (chosen: Theme) => {
    apply(chosen);
    setTheme(chosen);
  };
  return <Segments label="Theme" options={THEMES} chosen={theme} onChoose={choose} />;
}

function apply(theme: Theme): void {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    if (theme === 'auto') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
}
