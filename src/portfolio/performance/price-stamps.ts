import { Injectable } from '@nestjs/common';

@Injectable()
export class PriceStamps {
  of(symbols: string[]): Promise<string> {
    return Promise.resolve(symbols.join());
  }
}
