import { Injectable } from '@nestjs/common';
import { LISTED_SYMBOL_PATTERN } from '../../common/symbols/symbol';
import { AnswerAtHand, FindsAtHand } from '../../platform/http/at-hand/answers-at-hand';
import { WrittenJson } from '../../platform/http/at-hand/written-json';
import { MOST_QUOTES } from '../dto/market.queries';
import { QuotesService } from './quotes.service';

const ROUTE = '/api/v1/market/real-time';
const ONE = '/api/v1/market/real-time/';
const MANY = '/api/v1/market/real-time?symbols=';

/** Quotes of market instruments that are good and in memory, one or many of them. */
@Injectable()
export class QuotesAtHand implements FindsAtHand {
  constructor(private readonly quotes: QuotesService) {}

  finderOf(url: string): (() => AnswerAtHand | undefined) | undefined {
    if (url.startsWith(ONE)) return this.finderOfOne(url.slice(ONE.length));
    return url.startsWith(MANY) ? this.finderOfMany(url.slice(MANY.length)) : undefined;
  }

  private finderOfOne(symbol: string) {
    if (!LISTED_SYMBOL_PATTERN.test(symbol)) return undefined;
    return () => {
      const body = this.quotes.atHand([symbol])?.items[0];
      return body && { route: `${ROUTE}/:symbol`, body };
    };
  }

  private finderOfMany(listed: string) {
    const symbols = symbolsOf(listed);
    if (!symbols) return undefined;
    return () => {
      const found = this.quotes.atHand(symbols);
      if (!found) return undefined;
      const items = found.items.map(({ plain }) => plain.toString()).join();
      const json = `{"items":[${items}],"missing":${JSON.stringify(found.missing)}}`;
      return { route: ROUTE, body: new WrittenJson(json) };
    };
  }
}

/** The symbols of a list as clients write it into an address, each once; undefined for anything else. */
function symbolsOf(listed: string): string[] | undefined {
  if (listed.includes('&') || listed.includes('+')) return undefined;
  const symbols = decoded(listed)?.split(',') ?? [];
  const isPlain =
    symbols.length > 0 &&
    symbols.length <= MOST_QUOTES &&
    symbols.every((symbol) => LISTED_SYMBOL_PATTERN.test(symbol)) &&
    new Set(symbols).size === symbols.length;
  return isPlain ? symbols : undefined;
}

function decoded(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
