import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** Reads a password: from a terminal without echo and twice, else the first line of standard input. */
export async function askPassword(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Promise<string> {
  if (!input.isTTY) return readLine(input);
  output.write('Password: ');
  const password = await readLine(input, true);
  output.write('\nAgain: ');
  const again = await readLine(input, true);
  output.write('\n');
  if (password !== again) throw new Error('The two passwords differ.');
  return password;
}

async function readLine(input: NodeJS.ReadStream, terminal = false): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: nowhere, terminal });
  const ended = once(lines, 'close').then(() => ['']);
  const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string];
  lines.close();
  return line;
}
