import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));

/** Paths below a folder of the project, relative to its top, with "/" on every system. */
function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted();
}

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const sources = [...filesIn('src'), ...filesIn('e2e')].filter((path) => /\.(ts|tsx|mjs)$/.test(path));
const ourselves = 'src/architecture.test.ts';
const isTest = (path: string) => /\.(test|spec)\.tsx?$/.test(path);

/** What one file imports, types too, as written. */
function importsOf(path: string): string[] {
  return [...read(path).matchAll(/\b(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
}

/** The files that run when this one does: what it imports, what that imports, and so on, types left out. */
function reachedFrom(path: string): readonly string[] {
  const reached = new Set([path]);
  for (const from of reached) {
    for (const [, name = ''] of read(from).matchAll(/^import (?!type\b)(?:[^;]*?\bfrom )?'([#.][^']+\.tsx?)'/gm)) {
      reached.add(name.startsWith('#') ? `src/${name.slice(1)}` : join(dirname(from), name).split(sep).join('/'));
    }
  }
  return [...reached];
}

/** The lines of the given files that match, as "path:line: text". */
function linesMatching(paths: readonly string[], pattern: RegExp): string[] {
  return paths.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  );
}

describe('the tree', () => {
  test('the top level holds only the agreed names', () => {
    const agreed = new Set(
      'package.json package-lock.json tsconfig.json vite.config.ts index.html src public e2e README.md LICENSE'.split(
        ' ',
      ),
    );
    const passing = new Set(['node_modules', 'dist', 'test-results', 'playwright-report']);
    const names = readdirSync(root).filter((name) => !name.startsWith('.') && !passing.has(name));
    expect(names.filter((name) => !agreed.has(name) && !name.endsWith('.log'))).toEqual([]);
  });

  test('no file is longer than 250 lines', () => {
    const long = sources.filter((path) => !isTest(path) && read(path).trimEnd().split('\n').length > 250);
    expect(long).toEqual([]);
  });

  test('no file hides behind a name that says nothing', () => {
    const vague = /(^|\/)(utils?|helpers?|misc|common|data|types|index)\.(ts|tsx|mjs)$/;
    expect(sources.filter((path) => vague.test(path))).toEqual([]);
  });

  test('file names are kebab-case, with a dotted role', () => {
    expect(sources.filter((path) => !/^([a-z0-9-]+\/)*[a-z0-9-]+(\.[a-z0-9-]+)*\.(ts|tsx|mjs)$/.test(path))).toEqual(
      [],
    );
  });

  test('nothing is left for later', () => {
    const others = sources.filter((path) => path !== ourselves);
    expect(linesMatching(others, /\b(TODO|FIXME|XXX)\b/)).toEqual([]);
  });
});

describe('tests', () => {
  const specs = sources.filter((path) => path.startsWith('e2e/'));

  test('find elements by role, let failures come from the stand-in, and wait for what they see', () => {
    expect(linesMatching(specs, /getByTestId|data-testid|\.route\(|waitForTimeout\(/)).toEqual([]);
  });

  test('are all run', () => {
    const tests = sources.filter((path) => isTest(path) && path !== ourselves);
    expect(linesMatching(tests, /\b(test|it|describe)\.(skip|only|fixme|todo)\b/)).toEqual([]);
  });
});

describe('worlds', () => {
  const outside = (folder: string, allowed: RegExp) =>
    sources
      .filter((path) => path.startsWith(folder) && !isTest(path))
      .flatMap((path) =>
        importsOf(path)
          .filter((name) => /^[#.]/.test(name) && !allowed.test(name))
          .map((name) => `${path} imports ${name}`),
      );

  test('the contract imports nothing of ours', () => {
    expect(outside('src/contract/', /^\.\/[^/]+$/)).toEqual([]);
  });

  test('proxy, stand-in and browser know only themselves and the contract', () => {
    expect(outside('src/proxy/', /^\.\/|^#(contract|proxy)\//)).toEqual([]);
    expect(outside('src/stand-in/', /^\.\/|^#(contract|stand-in)\//)).toEqual([]);
    expect(outside('src/browser/', /^\.\/|^#(contract|browser)\//)).toEqual([]);
  });

  test('what the browser keeps is kept under the names of this console, and of this person', () => {
    const keeping = sources.filter((path) => path.startsWith('src/browser/') && !isTest(path));
    const direct = linesMatching(keeping, /\b(?:window\.|view\.)?(?:local|session)Storage(?:\.|\[|,|\))/);
    expect(direct.filter((line) => !line.startsWith('src/browser/settings/storage.ts'))).toEqual([]);
  });

  test('the development server answers to its own names, shares nothing with other sites, and holds no key', () => {
    const server = /^ {2}server: \{.*\},$/m.exec(read('vite.config.ts'))?.[0] ?? '';
    expect(server).toContain("host: '127.0.0.1'");
    expect(server).toMatch(/allowedHosts: \[\], cors: false/);
    expect(server).not.toMatch(/proxy|headers|fs:/);
  });

  test('primitives of ui/ know no API, no router and no query', () => {
    const primitives = sources.filter((path) => path.startsWith('src/browser/ui/'));
    expect(outside('src/browser/ui/', /^\.\/[^/]+$|^#browser\/ui\//)).toEqual([]);
    expect(linesMatching(primitives, /from '@tanstack\//)).toEqual([]);
  });

  test('an embed page cannot change anything, as nothing that changes is a part of it', () => {
    const parts = reachedFrom('src/browser/embed/embed-main.tsx');
    expect(parts).toContain('src/browser/device/subnet-routes/routes-reading.tsx');
    expect(parts.filter((path) => /\.mutation\.ts$|\/(?:changes|editing|bulk)\//.test(path))).toEqual([]);
  });

  describe('of a whole tailnet', () => {
    test('what judges it draws nothing', () => {
      const judging = sources.filter((path) => path.startsWith('src/browser/fleet/'));
      expect(judging.filter((path) => path.endsWith('.tsx'))).toEqual([]);
      expect(linesMatching(judging, /from '(?:react|@tanstack)/)).toEqual([]);
    });

    test('what judges it for the proxy needs no page', () => {
      const judging = reachedFrom('src/run/summarise.ts').filter((path) => path.startsWith('src/browser/'));
      expect(judging).toContain('src/browser/fleet/judgement.ts');
      expect(judging.filter((path) => path.endsWith('.tsx'))).toEqual([]);
      expect(
        linesMatching(judging, /from '(?:react|@tanstack)|\b(?:window|document|location|navigator|Storage)\b\./i),
      ).toEqual([]);
    });

    test('no page about it knows another', () => {
      const folders = ['attention', 'fleet-routes', 'shares'];
      const crossing = folders.flatMap((own) =>
        sources
          .filter((path) => path.startsWith(`src/browser/${own}/`))
          .flatMap((path) =>
            importsOf(path)
              .filter((name) => folders.some((other) => other !== own && name.startsWith(`#browser/${other}/`)))
              .map((name) => `${path} imports ${name}`),
          ),
      );
      expect(crossing).toEqual([]);
    });
  });

  describe('of the device page', () => {
    /** What serves several panels; every other folder is one aspect of a device, with its panel. */
    const served = new Set(['attention', 'editing', 'failure', 'impact', 'list-conflict', 'section']);
    const folder = (path: string) => /^(?:src|#)\/?browser\/device\/([^/]+)\//.exec(path)?.[1];
    const aspect = (path: string) => {
      const name = folder(path);
      return name === undefined || served.has(name) ? undefined : name;
    };
    const crossing = (isWall: (from: string, to: string) => boolean) =>
      sources.flatMap((path) =>
        importsOf(path).flatMap((name) => (isWall(path, name) ? `${path} imports ${name}` : [])),
      );

    test('no panel imports another', () => {
      const both = (from: string, to: string) => aspect(from) !== undefined && aspect(to) !== undefined;
      expect(crossing((from, to) => both(from, to) && aspect(from) !== aspect(to))).toEqual([]);
    });

    test('what serves the panels knows none of them', () => {
      const isServed = (path: string) => served.has(folder(path) ?? '');
      expect(crossing((from, to) => isServed(from) && aspect(to) !== undefined)).toEqual([]);
    });

    test('no panel knows that it is changed in bulk', () => {
      const isBulk = (path: string) => /^(?:src|#)\/?browser\/bulk\//.test(path);
      expect(crossing((from, to) => folder(from) !== undefined && isBulk(to))).toEqual([]);
    });

    test('every folder that serves is there', () => {
      expect([...served].filter((name) => !sources.some((path) => folder(path) === name))).toEqual([]);
    });
  });

  test('a file of another folder is imported by its whole name', () => {
    const folders = sources.filter((path) => path.startsWith('src/') && !path.endsWith('.mjs') && path !== ourselves);
    const vague = folders.flatMap((path) =>
      importsOf(path).filter((name) => /^[#.]/.test(name) && !/\.(ts|tsx|css|mjs)$/.test(name)),
    );
    expect(vague).toEqual([]);
  });
});

describe.runIf(existsSync(join(root, 'dist/.built')))('the build', () => {
  const client = () => filesIn('dist/client');
  const text = () => client().filter((path) => /\.(js|css|html|svg)$/.test(path));

  test('tells the browser nothing of the key, and nothing of what configures the proxy', () => {
    expect(text().length).toBeGreaterThan(2);
    // The commands to hand on name the shell's variable, never a value.
    const told = (path: string) => read(path).replaceAll('$TAILSCALE_API_KEY', '');
    expect(text().filter((path) => /tskey-|TAILSCALE_|TAILBOARD_[A-Z]|process\.env/.test(told(path)))).toEqual([]);
  });

  test('holds no source map and no address of another host', () => {
    expect(client().filter((path) => path.endsWith('.map'))).toEqual([]);
    const fetched = /(?:src|href)="https?:|url\(["']?https?:|import\(["']https?:/;
    expect(text().filter((path) => fetched.test(read(path)))).toEqual([]);
  });

  test('is a server of one file that needs no package', () => {
    expect(filesIn('dist/server')).toEqual(['dist/server/serve.js']);
    const imported = [...read('dist/server/serve.js').matchAll(/\bfrom\s*["']([^"']+)["']/g)].map(
      (match) => match[1] ?? '',
    );
    expect(imported.filter((name) => !/^node:|^(http2?|https|stream|crypto|url|fs|path)(\/|$)/.test(name))).toEqual([]);
  });
});
