import { GatheredQuotes } from './gathered-quotes';
import { ProviderQuote } from './market-data-provider';

const quote = (symbol: string) => ({ symbol, close: 1 }) as ProviderQuote;

/** Calls that wait until they are let through, and what they asked for. */
function heldCalls(most = 100) {
  const asked: string[][] = [];
  const waiting: (() => void)[] = [];
  const gathered = new GatheredQuotes(most, async (symbols) => {
    await new Promise<void>((resolve) => waiting.push(resolve));
    const wanted = symbols();
    asked.push(wanted);
    if (wanted.includes('BAD')) throw new Error('the call failed');
    return new Map(wanted.map((symbol) => [symbol, quote(symbol)]));
  });
  return { gathered, asked, letThrough: () => waiting.splice(0).forEach((go) => go()) };
}

describe('GatheredQuotes', () => {
  it('asks once for all that is wanted while a call waits, and gives everybody their own', async () => {
    const { gathered, asked, letThrough } = heldCalls();
    const answers = [gathered.quotes(['A']), gathered.quotes(['B', 'C']), gathered.quotes(['A'])];
    letThrough();
    const symbols = (await Promise.all(answers)).map((quotes) => [...quotes.keys()]);
    expect(symbols).toEqual([['A'], ['B', 'C'], ['A']]);
    expect(asked).toEqual([['A', 'B', 'C']]);
  });

  it('does not make a question wait for a call that is on its way', async () => {
    const { gathered, asked, letThrough } = heldCalls();
    const first = gathered.quotes(['A']);
    letThrough();
    await first;
    const second = gathered.quotes(['B']);
    letThrough();
    await second;
    expect(asked).toEqual([['A'], ['B']]);
  });

  it('names no more symbols than a call may', async () => {
    const { gathered, asked, letThrough } = heldCalls(2);
    const answers = ['A', 'B', 'C'].map((symbol) => gathered.quotes([symbol]));
    letThrough();
    await Promise.all(answers);
    expect(asked).toEqual([['A', 'B'], ['C']]);
  });

  it('fails for all who share the failed call, and only for them', async () => {
    const { gathered, letThrough } = heldCalls();
    const failing = Promise.allSettled([gathered.quotes(['BAD']), gathered.quotes(['B'])]);
    letThrough();
    expect((await failing).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const next = gathered.quotes(['B']);
    letThrough();
    expect([...(await next).keys()]).toEqual(['B']);
  });

  it('ends with a call that fails before it asks for its symbols', async () => {
    let refuse = true;
    const gathered = new GatheredQuotes(9, async (symbols) => {
      await Promise.resolve();
      if (refuse) throw new Error('no allowance');
      return new Map(symbols().map((symbol) => [symbol, quote(symbol)]));
    });
    await expect(gathered.quotes(['A'])).rejects.toThrow('no allowance');
    refuse = false;
    expect([...(await gathered.quotes(['B'])).keys()]).toEqual(['B']);
  });
});
