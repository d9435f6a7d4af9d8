import { IncomingMessage } from 'node:http';

/** The path that a request asks for, without its query; also of a request that names the whole URL. */
export function requestPath({ url = '/' }: IncomingMessage): string {
  const path = url.startsWith('/') ? url : url.replace(/^[a-z]+:\/\/[^/?]*/i, '');
  return path.split('?', 1)[0] ?? path;
}
