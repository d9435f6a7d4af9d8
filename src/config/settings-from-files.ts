import { readFileSync } from 'node:fs';
import { InvalidEnvironmentError, SETTINGS, Variables } from './load-environment';

const SUFFIX = '_FILE';

/**
 * Adds each setting that has no value of its own and whose `<NAME>_FILE` names a file: the file's text, without the line
 * break at its end. So secrets can be mounted instead of being put into the environment.
 * @throws InvalidEnvironmentError naming each file that cannot be read
 */
export function settingsFromFiles(variables: Variables): Variables {
  const problems: string[] = [];
  const read = Object.entries(variables).flatMap(([key, file]) => {
    const name = key.slice(0, -SUFFIX.length);
    if (!key.endsWith(SUFFIX) || !SETTINGS.has(name) || !file?.trim() || variables[name]?.trim()) return [];
    try {
      return [[name, readFileSync(file, 'utf8').replace(/\r?\n$/, '')] as const];
    } catch (error) {
      problems.push(`${key}: ${error instanceof Error ? error.message : String(error)}`);
      return [];
    }
  });
  if (problems.length > 0) {
    throw new InvalidEnvironmentError(`Wrong or missing settings:\n  ${problems.join('\n  ')}`);
  }
  return { ...variables, ...Object.fromEntries(read) };
}
