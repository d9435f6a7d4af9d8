import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { startBrowser } from '../../support/client/browser';
import { PackedClient, packClient } from '../../support/client/packed-client';
import { serveFolder, StaticSite } from '../../support/client/static-site';
import { walkDashboard } from '../../support/client/walk-dashboard';

/** Longer than a busy machine takes for any step. */
const PATIENCE_MS = 90_000;

describe('the packed client', () => {
  let packed: PackedClient;
  let site: StaticSite;
  let dashboard: StaticSite;
  let running: TestApp;
  let account: Account;

  beforeAll(async () => {
    packed = await packClient();
    site = await serveFolder(() => join(packed.directory, 'vite/dist'));
    dashboard = await serveFolder(() => join(packed.directory, 'vite/dist/dashboard'));
    running = await startApp({
      CORS_ORIGINS: [site.origin, dashboard.origin].join(),
      MARKET_REFRESH_SECONDS: '1',
    });
    account = await registerUser(running);
  });

  afterAll(async () => {
    await running.close();
    await site.close();
    await dashboard.close();
    await packed.remove();
  });

  it('has entries and types that publint and attw find right', async () => {
    expect(await packed.run('publint', ['run', packed.tarball, '--strict'])).toContain('All good');
    // attw ends with 1 where it finds a problem.
    const found = JSON.parse(
      await packed.run('attw', [packed.tarball, '--profile', 'node16', '--format', 'json']),
    ) as {
      analysis: { entrypoints: object };
      problems: Record<string, { resolutionKind: string }[]>;
    };
    expect(Object.keys(found.analysis.entrypoints)).toEqual(
      expect.arrayContaining(['.', './stream', './testing', './openapi.json', './asyncapi.json']),
    );
    // The profile leaves out resolution as before Node 12.
    const problems = Object.values(found.problems).flat();
    expect(problems.filter(({ resolutionKind }) => resolutionKind !== 'node10')).toEqual([]);
  });

  it('names the repository whose image is deployed', async () => {
    const images = await readFile(
      join(__dirname, '../../../deploy/kubernetes/base/kustomization.yaml'),
      'utf8',
    );
    const name = /ghcr\.io\/(\S+)/.exec(images)?.[1];
    const installed = join(packed.directory, 'node_modules/@tickfolio/client/package.json');
    const { repository } = JSON.parse(await readFile(installed, 'utf8')) as { repository: object };
    expect(repository).toEqual({
      type: 'git',
      url: `git+https://github.com/${name}.git`,
      directory: 'client',
    });
  });

  it('works in a CommonJS program', async () => {
    const output = await packed.run('node', ['script.cjs'], {
      TICKFOLIO_URL: running.url,
      EMAIL: account.user.email,
      PASSWORD: account.password,
    });
    expect(JSON.parse(output)).toEqual({
      email: account.user.email,
      symbol: 'AAPL',
      refused: false,
      titles: ['Tickfolio', 'Tickfolio stream'],
    });
  });

  it('compiles with React Query as its page says', async () => {
    const page = await readFile(join(__dirname, '../../../client/react-query.md'), 'utf8');
    const examples = [...page.matchAll(/```tsx\n\/\/ (\S+)\n([\s\S]*?)```/g)];
    expect(examples.length).toBeGreaterThan(5);
    const folder = join(packed.directory, 'react-query');
    await mkdir(folder);
    for (const [, name = '', code = ''] of examples) await writeFile(join(folder, name), code);
    const settings = join(packed.directory, 'vite/dashboard/tsconfig.json');
    await writeFile(join(folder, 'tsconfig.json'), await readFile(settings, 'utf8'));
    expect(await packed.run('tsc', ['-p', folder])).toBe('');
  });

  it('works in Jest without configuration', async () => {
    const options = ['--rootDir', packed.directory, '--config', '{}', '--json'];
    expect(JSON.parse(await packed.run('jest', options))).toMatchObject({ success: true, numPassedTests: 1 });
  });

  describe('in a Vite app', () => {
    const build = (...parameters: string[]) =>
      packed.run('vite', ['build', 'vite', '--logLevel', 'warn', ...parameters]);

    it('signs in, asks and watches in a browser', async () => {
      await build();
      const browser = await startBrowser();
      try {
        const page = await browser.newPage();
        const login = JSON.stringify([running.url, account.user.email, account.password]);
        await page.goto(`${site.origin}/#${encodeURIComponent(login)}`);
        await page.waitForFunction("document.title !== 'loading'");
        const seen = { email: account.user.email, symbol: 'AAPL', watched: 1 };
        expect(JSON.parse(await page.title())).toEqual(seen);
      } finally {
        await browser.close();
      }
    });

    it('is a whole dashboard, from the sign-in to the sign-out', async () => {
      expect(await packed.run('tsc', ['-p', 'vite/dashboard'])).toBe('');
      const folder = '../dist/dashboard';
      await packed.run('vite', ['build', 'vite/dashboard', '--logLevel', 'warn', '--outDir', folder]);
      const browser = await startBrowser();
      try {
        const page = await browser.newPage();
        page.setDefaultTimeout(PATIENCE_MS);
        await page.goto(`${dashboard.origin}/#${encodeURIComponent(running.url)}`);
        const seen = await walkDashboard(page, account);
        expect(seen).toEqual({
          alert: 'AAPL above 100000',
          chart: true,
          lots: '2 lots',
          report: expect.stringMatching(/\.csv$/),
          rows: ['AAPL', 'SIM-WILD'],
          watched: ['MSFT', 'NVDA'],
        });
      } finally {
        await browser.close();
      }
    });

    it('renders on a server', async () => {
      await build('--ssr', 'entry-server.js', '--outDir', 'server');
      const { access_token, refresh_token } = account;
      const moment = Number.MAX_SAFE_INTEGER;
      const tokens = { access_token, refresh_token, renew_at: moment, expires_at: moment };
      const program = `import { render } from './vite/server/entry-server.mjs';
        console.log(await render(${JSON.stringify(running.url)}, ${JSON.stringify(tokens)}));`;
      const output = await packed.run('node', ['--input-type=module', '-e', program]);
      expect(output).toBe('<h1>Ada Lovelace</h1>\n');
    });
  });
});
