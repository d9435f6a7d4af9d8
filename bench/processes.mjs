// Starts what is measured in processes of their own: the server on one core, the load on the other where that can be had.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { freePort, untilReady } from '../scripts/server.mjs';

const CORES = availableParallelism();
const canPin = CORES > 1 && spawnSync('taskset', ['--version']).status === 0;
const pinned = (core, command, args) =>
  canPin && core !== undefined ? ['taskset', ['-c', String(core), command, ...args]] : [command, args];

export const SERVER_CORE = 0;
export const LOAD_CORE = 1;
/** For what may use the machine as it is, its threads too. */
export const ANY_CORE = `0-${CORES - 1}`;

/** Moves a running process, and what it starts from then on, off the server's core. */
export function pinToLoadCore(pid) {
  if (canPin) spawnSync('taskset', ['-a', '-p', '-c', String(LOAD_CORE), String(pid)]);
}

const children = new Set();
process.once('exit', () => children.forEach((child) => child.kill('SIGKILL')));

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

function start(core, file, args, variables, input = 'ignore') {
  const [command, all] = pinned(core, process.execPath, [path(file), ...args]);
  const child = spawn(command, all, {
    env: { PATH: process.env.PATH, ...variables },
    stdio: [input, 'pipe', 'inherit'],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** The built application, ready, as `{ url, pid, stop() }`. */
export async function startTickfolio(variables, { core = SERVER_CORE } = {}) {
  const port = await freePort();
  const child = start(core, '../dist/main.js', [], { ...variables, PORT: String(port) });
  child.stdout.resume();
  const url = `http://127.0.0.1:${port}`;
  await untilReady(url);
  return { url, pid: child.pid, stop: () => stop(child) };
}

/** Resident megabytes of a process. */
export function residentMb(pid) {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1_024;
}

/** Milliseconds of processor time that processes have used so far, their threads too. */
export const busyMs = (pids) => pids.reduce((sum, pid) => sum + busyMsOf(pid), 0);

function busyMsOf(pid) {
  // After the name in brackets; user and system time are the 14th and 15th field, in hundredths of a second.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** A server that prints its address as its first line. */
export async function startServer(file, args = [], { core = SERVER_CORE, variables = {} } = {}) {
  const child = start(core, file, args.map(String), variables);
  const url = await firstLine(child, file);
  return { url, pid: child.pid, stop: () => stop(child) };
}

/** @throws Error when the process ends before it prints one, which nobody would else notice */
async function firstLine(child, file) {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${file} ended with code ${code} before it was ready`);
  });
  const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended]);
  ended.catch(() => undefined);
  return line;
}

/** A server to compare with. */
export const startBaseline = (file, ...more) => startServer(`baselines/${file}`, ...more);

/** A process that publishes until it is stopped; it prints a line when it has begun. */
export async function startProducer(file, args, variables = {}) {
  const child = start(undefined, file, args.map(String), variables);
  await once(createInterface({ input: child.stdout }), 'line');
  return { stop: () => stop(child) };
}

/** A process that answers each line of its input with a line, once it has said its first. */
export async function startDialogue(file, args = [], { core = ANY_CORE } = {}) {
  const child = start(core, file, args, {}, 'pipe');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  return {
    pid: child.pid,
    ask: async (line) => {
      child.stdin.write(`${line}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`${file} ended before it answered`);
      return value;
    },
    stop: () => stop(child),
  };
}

/** Asks addresses all the while; `stop()` gives for each the milliseconds that its answers took. */
export async function watchAnswers(urls) {
  const watch = await startDialogue('load-live.mjs', urls);
  return {
    stop: async () => {
      const times = JSON.parse(await watch.ask('enough'));
      await watch.stop();
      return times;
    },
  };
}

/** Runs a load generator to its end and reads the JSON that it prints. */
export async function runLoad(file, args, { core = LOAD_CORE } = {}) {
  const child = start(core, file, args.map(String), {});
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${file} ended with code ${code}`);
  return JSON.parse(output);
}
