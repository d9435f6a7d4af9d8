import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { CommandRefusedError } from './command-refused.error';

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });

/**
 * Reads a password: from a terminal without echo and twice, else the first line of standard input.
 * @throws CommandRefusedError when the two differ, or the person leaves (Ctrl-C, Ctrl-D)
 */
export async function askPassword(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Promise<string> {
  // Before the first question, so that nothing typed is ever shown.
  const reader = createInterface({ input, output: nowhere(), terminal: input.isTTY });
  const lines: AsyncIterator<string, undefined> = reader[Symbol.asyncIterator]();
  const ask = async (question: string) => {
    output.write(question);
    const { value, done } = await lines.next();
    output.write('\n');
    if (done) throw new CommandRefusedError('No password was given.');
    return value;
  };
  try {
    if (!input.isTTY) return (await lines.next()).value ?? '';
    const password = await ask('Password: ');
    if ((await ask('Again: ')) !== password) throw new CommandRefusedError('The two passwords differ.');
    return password;
  } finally {
    reader.close();
  }
}
