import { ToldQuotes as Quotes } from './market-data-provider';

interface Gathering {
  symbols: Set<string>;
  answer: Promise<Quotes>;
}

/**
 * Joins the questions that are asked while a call waits to be let through: a page that asks for sixty quotes one by one
 * costs a call or two of the allowance, not sixty. A question never waits for a call that is already on its way.
 */
export class GatheredQuotes {
  private open?: Gathering;

  /**
   * @param most how many symbols one call may name
   * @param call makes the call; asks for the symbols, and thereby ends the gathering, as late as it can
   */
  constructor(
    private readonly most: number,
    private readonly call: (symbols: () => string[]) => Promise<Quotes>,
  ) {}

  /** Rejects as the call does. */
  async quotes(symbols: string[]): Promise<Quotes> {
    const all = await this.join(symbols).answer;
    return new Map([...all].filter(([symbol]) => symbols.includes(symbol)));
  }

  private join(symbols: string[]): Gathering {
    const { open } = this;
    if (!open || open.symbols.size + symbols.length > this.most) return this.begin(symbols);
    for (const symbol of symbols) open.symbols.add(symbol);
    return open;
  }

  private begin(first: string[]): Gathering {
    const symbols = new Set(first);
    const end = () => {
      if (this.open?.symbols === symbols) this.open = undefined;
    };
    const answer = this.call(() => {
      end();
      return [...symbols];
    });
    const gathering = { symbols, answer: answer.finally(end) };
    this.open = gathering;
    return gathering;
  }
}
