import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const CLIENT = join(__dirname, '../../../client');

/**
 * Runs an ES module inside the client's package, where `@tickfolio/client` is the built client, as users import it.
 * @returns what it wrote on standard output
 * @throws if it did not end well, with what it wrote on standard error
 */
export async function runClientScript(source: string, variables: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, ['--input-type=module', '-'], {
    cwd: CLIENT,
    env: { PATH: process.env.PATH, ...variables },
    timeout: 120_000,
  });
  child.stdin.end(source);
  const [output, complaints] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  if (child.exitCode !== 0)
    throw new Error(`the script ended with ${child.exitCode}\n${output}\n${complaints}`);
  return output;
}
