// Runs before the first paint, so a remembered light or dark theme shows without a flash of the other one.
try {
  var theme = localStorage.getItem('tidemark.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch (_) {
  // Storage is blocked: the system's own preference applies.
}
