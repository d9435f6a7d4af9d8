import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { Variables } from '../../../src/config/load-environment';
import { freePort } from '../outside/free-port';
import { observeProcess } from './observed-processes';

const ENTRY = join(__dirname, '../../../dist/main.js');
const START_DEADLINE_MS = 120_000;

export interface RunningProcess {
  /** such as http://127.0.0.1:40123 */
  url: string;
  child: ChildProcess;
  /** what it wrote on standard output and standard error so far, line by line */
  lines: string[];
  /** sends the signal (SIGTERM) and waits for the end */
  kill(signal?: NodeJS.Signals): Promise<Exit>;
  exited: Promise<Exit>;
}

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/**
 * Starts the built application (`npm run build` first) as a process of its own and waits until it is ready.
 * Processes that shall be one fleet get the same variables: take them from `testVariables()` once.
 * @param health the path that says so; one that lacks a store is alive only
 */
export async function startProcess(
  variables: Variables,
  health: '/health/ready' | '/health/live' = '/health/ready',
): Promise<RunningProcess> {
  if (!existsSync(ENTRY)) throw new Error('dist/main.js is missing: run `npm run build` first');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ['--enable-source-maps', ENTRY], {
    env: { PATH: process.env.PATH, ...variables, PORT: `${port}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  for (const output of [child.stdout, child.stderr]) {
    createInterface({ input: output }).on('line', (line) => lines.push(line));
  }
  const exited = once(child, 'exit').then(([code, signal]) => ({ code, signal }));
  const killOnExit = () => child.kill('SIGKILL');
  process.once('exit', killOnExit);
  void exited.then(() => process.off('exit', killOnExit));
  await untilReady(`${url}${health}`, child, lines);
  observeProcess(url);
  return {
    url,
    child,
    lines,
    exited,
    kill: (signal = 'SIGTERM') => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      return exited;
    },
  };
}

async function untilReady(health: string, child: ChildProcess, lines: string[]): Promise<void> {
  const deadline = Date.now() + START_DEADLINE_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) break;
    const answer = await fetch(health).catch(() => undefined);
    if (answer?.ok) return;
    await pause(50);
  }
  child.kill('SIGKILL');
  throw new Error(`the process did not become ready:\n${lines.join('\n')}`);
}
