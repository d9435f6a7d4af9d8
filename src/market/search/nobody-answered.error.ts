import { RankedMatch } from './search-ranking';

/** No provider answered a search; what is stored may still answer it, this once. */
export class NobodyAnswered extends Error {
  override name = 'NobodyAnswered';

  constructor(readonly stored: RankedMatch[]) {
    super('no provider answered a search');
  }
}
