import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO_LOGIN } from '../../../src/embedded/demo-logins';
import { registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { runClientScript } from '../../support/application/node-script';

const ROOT = join(__dirname, '../../..');
const WALK = readFileSync(join(__dirname, '../../support/client/client-walk.mjs'), 'utf8');
const TOKENS = readFileSync(join(__dirname, '../../support/client/client-tokens.mjs'), 'utf8');
const README = readFileSync(join(ROOT, 'client/README.md'), 'utf8');

/** Ends `script` when it has run; what it printed, as JSON. */
async function run<T>(script: string, variables: Record<string, string>): Promise<T> {
  return JSON.parse(await runClientScript(script, variables)) as T;
}

describe('the compiled client', () => {
  let running: TestApp;

  beforeAll(async () => {
    execFileSync('node', ['client/build.mjs'], { cwd: ROOT });
    running = await startApp();
  });

  afterAll(() => running.close());

  it('logs in, asks a quote and subscribes as its README shows, in twenty lines', async () => {
    const snippet = /```js\n([^]*?)```/.exec(README)?.[1] ?? '';
    expect(snippet.split('\n').filter((line) => line.trim()).length).toBeLessThanOrEqual(20);
    await registerUser(running, { ...DEMO_LOGIN, full_name: 'Demo Investor' });
    const output = await runClientScript(snippet, { TICKFOLIO_URL: running.url });
    expect(output).toMatch(/^signed in: Demo Investor\nquote: AAPL [\d.]+ USD\n/);
    expect(output).toMatch(/subscribed: 2 symbols/);
    expect(output).toMatch(/tick: (AAPL|MSFT) [\d.]+, number \d+/);
  });

  it('walks the main job: portfolio, performance, report', async () => {
    const { user, password } = await registerUser(running);
    const walk = await run<Record<string, unknown>>(WALK, {
      TICKFOLIO_URL: running.url,
      EMAIL: user.email,
      PASSWORD: password,
    });
    expect(walk).toEqual({
      email: user.email,
      assets: 1,
      holdings: ['AAPL'],
      method: expect.any(String),
      status: 'completed',
      file: '%PDF-',
      unknown: 'portfolio.not_found',
    });
  });

  it('keeps tokens fresh: one refresh for many requests, none after a refusal, the stream renewed, its status told', async () => {
    const { user, password } = await registerUser(running);
    const seen = await run<Record<string, unknown>>(TOKENS, {
      TICKFOLIO_URL: running.url,
      EMAIL: user.email,
      PASSWORD: password,
    });
    expect(seen).toEqual({
      together: [200, 200, 200, 200, 200],
      refreshes: 1,
      refused_then_replaced: 200,
      renewed_on_one_connection: true,
      statuses: ['open', 'back_soon', 'open', 'over'],
      after_the_end: 401,
      asked_again: 0,
      kept: null,
    });
  });
});
