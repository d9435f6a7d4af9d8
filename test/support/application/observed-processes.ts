import type { Response as TestResponse } from 'supertest';
import Test from 'supertest/lib/test';
import { documentedContract } from '../contract/documented-contract';
import { noteViolations } from '../contract/observed-responses';
import { Exchange } from '../contract/response-contract';

const origins = new Set<string>();

/** From now on every answer that this test gets from there, by fetch or supertest, is compared with the document in git. */
export function observeProcess(url: string): void {
  origins.add(new URL(url).origin);
}

/**
 * Looks at what the two clients of the tests get.
 * @returns ends that
 */
export function observeClients(): () => void {
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const asked = new globalThis.Request(input, init);
    const answer = await fetch(asked);
    if (!origins.has(new URL(asked.url).origin)) return answer;
    const body = Buffer.from(await answer.clone().arrayBuffer());
    const { status } = answer;
    const headers: Record<string, string> = {};
    answer.headers.forEach((value, name) => (headers[name] = value));
    observe(asked.url, asked.method, asked.headers.has('authorization'), {
      status,
      headers,
      body,
    });
    return answer;
  };

  const end = Reflect.get(Test.prototype, 'end') as (this: Test, ...given: Parameters<Test['end']>) => Test;
  Test.prototype.end = function (this: Test, done) {
    this.once('response', ({ status, headers, text }: TestResponse) => {
      const { method, url } = this;
      const authorized = this.get('Authorization') !== undefined;
      observe(url, method, authorized, { status, headers, body: Buffer.from(text ?? '') });
    });
    return end.call(this, done);
  };
  return () => {
    globalThis.fetch = fetch;
    Test.prototype.end = end;
  };
}

function observe(
  url: string,
  method: string,
  authorized: boolean,
  answer: Pick<Exchange, 'status' | 'headers' | 'body'>,
): void {
  const { origin, pathname, search } = new URL(url);
  if (!origins.has(origin) || isOfBalancer(answer)) return;
  const exchange = { method, url: `${pathname}${search}`, authorized, ...answer };
  noteViolations(documentedContract().violations(exchange));
}

/** Between a test and a process may be a balancer, which answers for a process that is gone. */
function isOfBalancer({ status, body }: Pick<Exchange, 'status' | 'body'>): boolean {
  return status === 502 || (status === 503 && body.length === 0);
}
