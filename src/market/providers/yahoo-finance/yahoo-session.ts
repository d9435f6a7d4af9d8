import { fetchFromProvider, ProviderAnswer } from '../provider-http';
import { ProviderError } from '../provider-error';

const YAHOO_HOST = /(^|\.)yahoo\.com$/;
const RATE_LIMIT_PAUSE = 60_000;

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
    if (url.pathname.startsWith('/v')) this.refuseFailures(url, answer);
    // The library reads bodies and headers itself; statuses without a body must not get one.
    const body = [101, 204, 205, 304].includes(answer.status) ? null : answer.body;
    const response = new Response(body, { status: answer.status, headers: withoutLength(answer.headers) });
    // The library takes only an array made in its own realm for a list of cookies.
    const cookies = [...answer.headers.getSetCookie()];
    response.headers.getSetCookie = () => cookies;
    return response;
  };

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

  private refuseFailures(url: URL, { status, body }: ProviderAnswer): void {
    if (status === 429 || /^(Edge: )?Too Many Requests/i.test(body)) {
      const retryAt = new Date(this.now().getTime() + RATE_LIMIT_PAUSE);
      throw new ProviderError('rate_limited', 'too many calls', { retryAt });
    }
    if (
      url.pathname.startsWith('/v8/finance/chart/') &&
      /"Not Found"|No data found/.test(body.slice(0, 2_000))
    ) {
      throw new ProviderError('unknown_symbol', 'it has no such chart');
    }
    if (status !== 200) throw new ProviderError('unavailable', `it answered ${status}`);
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
