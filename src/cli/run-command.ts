import { parseArgs } from 'node:util';
import { DomainError } from '../common/errors/domain-error';
import { InvalidEnvironmentError } from '../config/load-environment';
import { CommandRefusedError } from './command-refused.error';

/** Runs a command to its end. What a person can mend is told in its own words; the exit code of any failure is 1. */
export function runCommand(main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    process.stderr.write(`${isForPeople(error) ? error.message : String(error)}\n`);
    // What a start that failed half-way has opened would keep the process.
    process.exit(1);
  });
}

/** Of a command that takes none. @throws TypeError for any, which `runCommand` tells */
export function refuseArguments(): void {
  parseArgs({ options: {} });
}

function isForPeople(error: unknown): error is Error {
  return (
    error instanceof CommandRefusedError ||
    error instanceof DomainError ||
    error instanceof InvalidEnvironmentError ||
    isOfArguments(error)
  );
}

/** Of `parseArgs`: an option that there is not, or one without its value. */
function isOfArguments(error: unknown): error is TypeError {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
