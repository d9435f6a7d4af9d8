import type { InstrumentMatch } from '../../market/providers/market-data-provider';
import type { InstrumentsRepository } from '../../market/search/instruments.repository';
import type { SearchService } from '../../market/search/search.service';
import type { StatedInstrument } from '../formats/draft';
import type { InstrumentChoicesRepository } from './instrument-choices.repository';
import { instrumentKey } from '../preview/instrument-key';
import { choiceKeys, SymbolResolver } from './symbol-resolver';

const match = (symbol: string, currency: string, name = 'SAP SE'): InstrumentMatch => ({
  symbol,
  name,
  type: 'equity',
  exchange: '',
  currency,
});
const stated = (instrument: StatedInstrument, currency: string | null = 'EUR') => ({
  key: instrumentKey(instrument, currency ?? undefined),
  stated: instrument,
  currency,
  rows: 1,
});

/** A market that knows some instruments, finds some by some words, and a user who chose some before. */
function resolver({
  found = {},
  known = [],
  chosen = {},
}: {
  found?: Record<string, InstrumentMatch[]>;
  known?: InstrumentMatch[];
  chosen?: Record<string, string>;
}) {
  const searches: string[] = [];
  const search = {
    search: (query: string) => {
      searches.push(query);
      const matches = found[query];
      return matches ? Promise.resolve(matches) : Promise.reject(new Error('no provider answers'));
    },
  };
  const instruments = {
    bySymbols: (symbols: string[]) => Promise.resolve(known.filter(({ symbol }) => symbols.includes(symbol))),
  };
  const choices = {
    of: (_userId: string, keys: string[]) =>
      Promise.resolve(new Map(Object.entries(chosen).filter(([key]) => keys.includes(key)))),
  };
  const made = new SymbolResolver(
    choices as unknown as InstrumentChoicesRepository,
    instruments as unknown as InstrumentsRepository,
    search as unknown as SearchService,
  );
  const resolve = async (...args: Parameters<typeof stated>) =>
    (await made.resolve('u', [stated(...args)]))[0];
  return { resolve, searches };
}

const LISTINGS = [match('SAP', 'USD'), match('SAP.F', 'EUR'), match('SAP.DE', 'EUR')];

describe('what a statement calls an instrument', () => {
  it.each([
    ['an ISIN', { isin: 'DE0007164600' }, 'DE0007164600'],
    ['a WKN', { wkn: '716460' }, '716460'],
    ['a CUSIP', { cusip: '803054204' }, '803054204'],
    ['a SEDOL', { sedol: '4846288' }, '4846288'],
    ['the name that a broker gives it', { name: 'SAP SE' }, 'SAP SE'],
    ['a ticker', { symbol: 'sap' }, 'SAP'],
  ])('is found by %s', async (_what, instrument, query) => {
    const { resolve, searches } = resolver({ found: { [query]: LISTINGS } });
    const resolved = await resolve({ ...instrument, exchange: 'XETRA' });
    expect(resolved).toMatchObject({ symbol: 'SAP.DE', source: 'search', warning: null });
    expect(searches).toEqual([query]);
  });

  it('goes by the identifier that tells most, and by the next one where it finds nothing', async () => {
    const found = { XX0: [], SAP: LISTINGS };
    const { resolve, searches } = resolver({ found });
    expect(await resolve({ name: 'Sap', symbol: 'SAP', isin: 'XX0' }, 'USD')).toMatchObject({
      symbol: 'SAP',
    });
    expect(searches).toEqual(['XX0', 'SAP']);
  });

  it.each([
    ['XETRA', 'EUR', 'SAP.DE', null],
    ['Frankfurt', 'EUR', 'SAP.F', null],
    [undefined, 'USD', 'SAP', null],
    [undefined, 'EUR', 'SAP.F', null],
    // The exchange is said, so that it wins over the currency, with a word.
    ['IBIS', 'USD', 'SAP.DE', 'the listing is quoted in EUR, the statement is in USD'],
    [undefined, 'CHF', 'SAP', 'the listing is quoted in USD, the statement is in CHF'],
  ])('on %s in %s is %s', async (exchange, currency, symbol, warning) => {
    const { resolve } = resolver({ found: { DE0007164600: LISTINGS } });
    expect(await resolve({ isin: 'DE0007164600', exchange }, currency)).toMatchObject({ symbol, warning });
  });

  it('in pence is one in pounds', async () => {
    const { resolve } = resolver({ found: { GB0: [match('VOD', 'USD'), match('VOD.L', 'GBP')] } });
    expect(await resolve({ isin: 'GB0' }, 'GBX')).toMatchObject({ symbol: 'VOD.L', warning: null });
  });

  it('is taken from what is known where the currency fits, without a search', async () => {
    const { resolve, searches } = resolver({ known: [match('SAP', 'USD')] });
    expect(await resolve({ symbol: 'sap' }, 'USD')).toMatchObject({ symbol: 'SAP', source: 'known' });
    expect(await resolve({ symbol: 'sap' }, null)).toMatchObject({ symbol: 'SAP', source: 'known' });
    expect(searches).toEqual([]);
    expect(await resolve({ symbol: 'sap' }, 'EUR')).toMatchObject({ symbol: null });
    expect(searches).toEqual(['SAP']);
  });

  it('is not another one whose name or ticker only begins alike', async () => {
    const { resolve } = resolver({
      found: { SAP: [match('SAPX', 'USD')], 'SAP SE': [match('SAP.DE', 'EUR', 'SAP SE ADR')] },
    });
    expect(await resolve({ symbol: 'SAP', name: 'SAP SE' })).toMatchObject({ symbol: null, source: null });
  });

  it('is what its owner chose before, for that currency', async () => {
    const instrument = { isin: 'DE0007164600', name: 'SAP SE' };
    const chosen = Object.fromEntries(choiceKeys(stated(instrument)).map((key) => [key, 'SAP.F']));
    const { resolve } = resolver({ chosen, found: { DE0007164600: LISTINGS } });
    expect(await resolve(instrument)).toMatchObject({ symbol: 'SAP.F', source: 'yours' });
    expect(await resolve({ name: 'Sap SE' })).toMatchObject({ symbol: 'SAP.F', source: 'yours' });
    expect(await resolve(instrument, 'USD')).toMatchObject({ symbol: 'SAP', source: 'search' });
  });

  it('is what its owner chose before in pounds where it is in pence, and in the pence of before', async () => {
    const chosen = { 'isin:GB0@GBP': 'VOD.L', 'isin:GB1@GBX': 'BP.L' };
    const { resolve } = resolver({ chosen });
    expect(await resolve({ isin: 'GB0' }, 'GBp')).toMatchObject({ symbol: 'VOD.L', source: 'yours' });
    expect(await resolve({ isin: 'GB1' }, 'GBX')).toMatchObject({ symbol: 'BP.L', source: 'yours' });
    expect(choiceKeys(stated({ isin: 'GB0' }, 'GBX'))).toEqual(['isin:GB0@GBP']);
  });

  it('stays unknown where no provider answers', async () => {
    const { resolve } = resolver({});
    expect(await resolve({ isin: 'DE0007164600' })).toMatchObject({
      symbol: null,
      source: null,
      warning: null,
    });
  });

  it('stands as it is where the file speaks our words, or names an instrument of its owner', async () => {
    const { resolve, searches } = resolver({});
    expect(await resolve({ symbol: 'APC.DE', isOurs: true })).toMatchObject({ source: 'file' });
    expect(await resolve({ symbol: 'private:house' })).toMatchObject({ symbol: 'PRIVATE:HOUSE' });
    expect(searches).toEqual([]);
  });
});
