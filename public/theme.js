// Runs before the first paint, so that a chosen theme never flashes the other one. A file of its own because the
// content security policy allows no inline script.
try {
  // Under the name that src/browser/settings/storage.ts gives it below this path.
  const { base = '' } = document.documentElement.dataset;
  const theme = localStorage.getItem(`${base === '' ? '' : `${base}:`}tailboard.theme`);
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be blocked in a frame; the system's theme is then the right one.
}
