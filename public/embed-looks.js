// Runs before the first paint, so that an embed page never flashes another theme than the one that its host asks for. A
// file of its own because the content security policy allows no inline script.
const looks = new URLSearchParams(location.search);
const theme = looks.get('theme');
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
if (looks.get('density') === 'compact') document.documentElement.dataset.density = 'compact';
