import { fetchFromProvider, parseObject, ProviderAnswer } from '../provider-http';
import { ProviderError } from '../provider-error';
import { refusalOf } from './yahoo-refusal';

const YAHOO_HOST = /(^|\.)yahoo\.com$/;
const RATE_LIMIT_PAUSE_MS = 60_000;
/** Yahoo refuses callers without one. */
const USER_AGENT = 'Mozilla/5.0 (compatible; Tickfolio)';

/**
 * The `fetch` that yahoo-finance2 is given. It sends what is meant for Yahoo to the configured address, refuses every
 * other host, turns plain-text refusals into ProviderErrors, and renews an invalid crumb once: the library keeps its
 * crumb for the life of the process.
 */
export class YahooSession {
  private renewed?: { crumb: string; cookie: string };

  /**
   * @param timeout of each request, in milliseconds
   * @param now where the time comes from
   */
  constructor(
    private readonly base: URL,
    private readonly timeout: number,
    private readonly now: () => Date,
  ) {}

  readonly fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (!YAHOO_HOST.test(url.hostname)) throw new ProviderError('unavailable', 'it redirects elsewhere');
    let answer = await this.send(url, init);
    if (answer.status === 401 && url.searchParams.has('crumb')) {
      await this.renew(init);
      answer = await this.send(url, init);
    }
    if (url.pathname.startsWith('/v')) this.refuseFailures(answer);
    // The library reads bodies and headers itself; statuses without a body must not get one.
    const body = [101, 204, 205, 304].includes(answer.status) ? null : answer.body;
    const response = new Response(body, { status: answer.status, headers: withoutLength(answer.headers) });
    // The library takes only an array made in its own realm for a list of cookies.
    const cookies = [...answer.headers.getSetCookie()];
    response.headers.getSetCookie = () => cookies;
    return response;
  };

  /**
   * The JSON of a page that needs neither cookie nor crumb.
   * @throws ProviderError also for what the page says about a symbol or range
   */
  async json(url: URL): Promise<Record<string, unknown>> {
    const answer = await this.send(url, {
      headers: { 'user-agent': USER_AGENT, accept: 'application/json' },
    });
    this.refuseFailures(answer);
    return parseObject(answer.body);
  }

  private send(url: URL, init: RequestInit): Promise<ProviderAnswer> {
    const target = this.place(url);
    const headers = new Headers(init.headers);
    if (this.renewed && target.searchParams.has('crumb')) {
      target.searchParams.set('crumb', this.renewed.crumb);
      headers.set('cookie', this.renewed.cookie);
    }
    return fetchFromProvider(target, { ...init, headers, timeout: this.timeout });
  }

  /** Yahoo itself spreads its service over hosts; a stand-in is one host for all of them. */
  private place(url: URL): URL {
    const target = new URL(url);
    if (YAHOO_HOST.test(this.base.hostname)) return target;
    target.protocol = this.base.protocol;
    target.host = this.base.host;
    return target;
  }

  private async renew(init: RequestInit): Promise<void> {
    const page = await fetchFromProvider(this.place(new URL('https://finance.yahoo.com/quote/AAPL')), {
      redirect: 'manual',
      headers: withHeader(init, 'accept', 'text/html'),
      timeout: this.timeout,
    });
    const cookie = page.headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join('; ');
    const { status, body } = await fetchFromProvider(
      this.place(new URL('https://query1.finance.yahoo.com/v1/test/getcrumb')),
      { headers: withHeader(init, 'cookie', cookie), timeout: this.timeout },
    );
    if (status !== 200 || !body) throw new ProviderError('unavailable', 'it gives no crumb');
    this.renewed = { crumb: body, cookie };
  }

  private refuseFailures(answer: ProviderAnswer): void {
    if (answer.status === 429 || /^(Edge: )?Too Many Requests/i.test(answer.body)) {
      const retryAt = new Date(this.now().getTime() + RATE_LIMIT_PAUSE_MS);
      throw new ProviderError('rate_limited', 'too many calls', { retryAt });
    }
    const refusal = refusalOf(answer);
    if (refusal) throw refusal;
  }
}

function withoutLength(headers: Headers): Headers {
  const kept = new Headers(headers);
  // The body was decoded on the way in.
  kept.delete('content-encoding');
  kept.delete('content-length');
  return kept;
}

function withHeader({ headers }: RequestInit, name: string, value: string): Headers {
  const changed = new Headers(headers);
  changed.set(name, value);
  return changed;
}
