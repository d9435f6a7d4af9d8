import RequestClient from 'twilio/lib/base/RequestClient';

/** Twilio's HTTP client with another origin in front of the paths. */
export class RebasedClient extends RequestClient {
  constructor(
    private readonly base: string,
    timeout: number,
  ) {
    super({ timeout });
  }

  override request<T>(options: RequestClient.RequestOptions<T>) {
    const { pathname, search } = new URL(options.uri);
    return super.request<T>({ ...options, uri: `${this.base.replace(/\/$/, '')}${pathname}${search}` });
  }
}
