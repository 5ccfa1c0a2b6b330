/** The least that a browser must do for a list: fetch the JSON, parse it, draw 25 rows by DOM calls. No framework. */
export const floorPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Floor</title>
    <link rel="preload" href="/api/v2/tailnet/-/devices?fields=all" as="fetch" crossorigin="anonymous">
  </head>
  <body>
    <table><tbody></tbody></table>
    <script>
      fetch('/api/v2/tailnet/-/devices?fields=all')
        .then((response) => response.json())
        .then(({ devices }) => {
          const rows = document.createDocumentFragment();
          for (const device of devices.slice(0, 25)) {
            const row = document.createElement('tr');
            const heading = document.createElement('th');
            const link = document.createElement('a');
            link.textContent = device.name;
            heading.append(link);
            row.append(heading);
            for (const text of [device.user, device.addresses?.[0], device.os, device.clientVersion, device.lastSeen]) {
              const cell = document.createElement('td');
              cell.textContent = text ?? '';
              row.append(cell);
            }
            rows.append(row);
          }
          document.querySelector('tbody').append(rows);
        });
    </script>
  </body>
</html>
`;
