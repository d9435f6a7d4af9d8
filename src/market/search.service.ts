import { Injectable } from '@nestjs/common';
import { InstrumentDto } from './dto/search.dto';
import { MarketProviders } from './providers/market-providers';
import { rankMatches } from './search-ranking';

/** Finds instruments by symbol or name. */
@Injectable()
export class SearchService {
  constructor(private readonly providers: MarketProviders) {}

  async search(query: string): Promise<InstrumentDto[]> {
    const answers = await Promise.allSettled(
      this.providers.inOrder.map(async (provider) =>
        (await provider.search(query)).map((match) => ({ ...match, source: provider.name })),
      ),
    );
    return rankMatches(
      query,
      answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : [])),
    );
  }
}
