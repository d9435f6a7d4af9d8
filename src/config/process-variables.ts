import { Variables } from './load-environment';
import { settingsFromFiles } from './settings-from-files';

/**
 * The environment of this process, with the settings that lie in files; nothing outside this folder reads it otherwise.
 * @throws InvalidEnvironmentError naming each file that cannot be read
 */
export function readProcessVariables(): Variables {
  return settingsFromFiles(process.env);
}
