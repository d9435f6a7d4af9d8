import { IncomingMessage } from 'node:http';

/** The path that a request asks for, without its query; also of a request that names the whole URL. */
export function requestPath({ url = '/' }: Pick<IncomingMessage, 'url'>): string {
  const path = url.startsWith('/') ? url : url.replace(/^[a-z]+:\/\/[^/?]*/i, '');
  const end = path.indexOf('?');
  return end < 0 ? path : path.slice(0, end);
}
