import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { eventually } from '../waiting/eventually';

/**
 * Runs a command at a pseudo-terminal, which `script` (util-linux, part of every Debian) makes, and types each answer
 * once its question was asked.
 * @returns the exit code, and all that a person would have seen
 */
export async function atTerminal(
  command: string[],
  answers: [question: string, answer: string][],
  env: NodeJS.Dict<string>,
): Promise<{ code: number | null; shown: string }> {
  const quoted = command.map((part) => `'${part}'`).join(' ');
  const child = spawn('script', ['--quiet', '--flush', '--return', '--command', quoted, '/dev/null'], {
    env,
  });
  let shown = '';
  child.stdout.on('data', (bytes: Buffer) => (shown += bytes.toString()));
  const exited = once(child, 'exit');
  for (const [question, answer] of answers) {
    await eventually(() => shown.endsWith(question));
    child.stdin.write(`${answer}\r`);
  }
  const [code] = (await exited) as [number | null];
  return { code, shown: shown.replaceAll('\r', '') };
}
