import { asCommandError, CommandError } from '../command-error';
import { encodeCursorReply } from '../cursor-reply';
import type { BsonDocument } from '../document';
import { encode } from '../wire';
import { AGGREGATE_COMMANDS } from './aggregate';
import { CATALOGUE_COMMANDS } from './catalogue';
import type { Command, CommandContext } from './command';
import { DIAGNOSTIC_COMMANDS } from './diagnostics';
import { FIND_AND_MODIFY_COMMANDS } from './find-and-modify';
import { checkOptions } from './general-options';
import { HANDSHAKE_COMMANDS } from './handshake';
import { READ_COMMANDS } from './read';
import { WRITE_COMMANDS } from './write';

const COMMANDS = new Map<string, Command>(
  [
    HANDSHAKE_COMMANDS,
    READ_COMMANDS,
    WRITE_COMMANDS,
    FIND_AND_MODIFY_COMMANDS,
    AGGREGATE_COMMANDS,
    CATALOGUE_COMMANDS,
    DIAGNOSTIC_COMMANDS,
  ].flatMap((group) => Object.entries(group)),
);

/** Carries out one command and encodes the reply; whatever goes wrong becomes an error reply. */
export function dispatch(body: BsonDocument, context: CommandContext): Uint8Array {
  try {
    const name = Object.keys(body)[0] ?? '';
    const command = COMMANDS.get(name);
    if (!command) throw new CommandError(59, `no such command: '${name}'`);
    checkOptions(body, command.options);
    const answer = command.run({
      body,
      database: typeof body.$db === 'string' ? body.$db : 'admin',
      context,
    });
    return 'batch' in answer ? encodeCursorReply(answer.batch) : encode({ ...answer.fields, ok: 1 });
  } catch (error) {
    return encode(asCommandError(error).toReply());
  }
}
