import { InvalidEnvironmentError } from './load-environment';

/**
 * Listens on the port of a setting.
 * @throws InvalidEnvironmentError naming the setting where the port is taken or not allowed
 */
export async function listening<T>(name: 'PORT' | 'METRICS_PORT', listen: () => Promise<T>): Promise<T> {
  try {
    return await listen();
  } catch (error) {
    const { code, syscall, port } = error as NodeJS.ErrnoException & { port?: number };
    if (syscall !== 'listen') throw error;
    throw new InvalidEnvironmentError(`${name}: port ${port} cannot be listened on (${code})`, {
      cause: error,
    });
  }
}
