import { noAnswerInTime, ProviderError } from './provider-error';

const MOST_BYTES = 8 * 2 ** 20;
const MOST_REDIRECTS = 3;

export interface ProviderRequest extends RequestInit {
  /** milliseconds until the connection is given up, whoever may still wait for it */
  timeout: number;
}

export interface ProviderAnswer {
  status: number;
  headers: Headers;
  body: string;
}

/**
 * Fetches from a provider that is not trusted: within a time and a size, following redirects only on the host it was
 * asked on. Failures never name the URL, which may hold a key.
 * @throws ProviderError `unavailable`
 */
export async function fetchFromProvider(
  url: URL,
  request: ProviderRequest,
  redirects = 0,
): Promise<ProviderAnswer> {
  const response = await answerOf(url, request);
  const location = response.headers.get('location');
  if (response.status >= 300 && response.status < 400 && location && request.redirect !== 'manual') {
    await response.body?.cancel();
    const target = new URL(location, url);
    if (target.host !== url.host || target.protocol !== url.protocol || redirects >= MOST_REDIRECTS) {
      throw new ProviderError('unavailable', 'it redirects elsewhere');
    }
    return fetchFromProvider(target, request, redirects + 1);
  }
  return { status: response.status, headers: response.headers, body: await bodyOf(response) };
}

async function answerOf(url: URL, { timeout, ...init }: ProviderRequest): Promise<Response> {
  try {
    return await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(timeout) });
  } catch (error) {
    throw failureOf(error);
  }
}

async function bodyOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  try {
    for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
      chunks.push(part.value);
      size += part.value.length;
      if (size > MOST_BYTES) throw new ProviderError('unavailable', 'its answer is too large');
    }
  } catch (error) {
    // Whatever is still on its way is not wanted any more.
    void reader?.cancel().catch(() => undefined);
    throw failureOf(error);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function failureOf(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  const { name, cause } = error as Partial<Error>;
  if (name === 'TimeoutError') return noAnswerInTime();
  const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  return new ProviderError('unavailable', `it does not answer${code}`);
}

/** @throws ProviderError `unavailable` when the text is no JSON object */
export function parseObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ProviderError('unavailable', 'its answer is not JSON');
  }
  if (!isRecord(value)) throw new ProviderError('unavailable', 'its answer is not a JSON object');
  return value;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text where there is one. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
