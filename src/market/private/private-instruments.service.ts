import { Injectable } from '@nestjs/common';
import { insertIntoFreeSlot } from '../../platform/mongo/insert-into-free-slot';
import { MOST_PRIVATE_INSTRUMENTS, PrivateInstrument, PrivateInstrumentContent } from './private-instrument';
import {
  privateInstrumentChanged,
  privateInstrumentNotFound,
  tooManyPrivateInstruments,
} from './private-instruments.errors';
import { PrivateInstrumentsRepository } from './private-instruments.repository';

/** What users keep prices of themselves. */
@Injectable()
export class PrivateInstrumentsService {
  constructor(private readonly instruments: PrivateInstrumentsRepository) {}

  list(userId: string): Promise<PrivateInstrument[]> {
    return this.instruments.list(userId);
  }

  /** @throws DomainError `market.private_not_found`, also for somebody else's */
  async get(userId: string, symbol: string): Promise<PrivateInstrument> {
    const [found] = await this.instruments.ofSymbols(userId, [symbol]);
    if (!found) throw privateInstrumentNotFound();
    return found;
  }

  /**
   * Makes an instrument, or all of its prices anew.
   * @param version the version the caller has seen; any, or none, when left out
   * @throws DomainError `market.too_many_private`, `market.private_changed`
   */
  async put(
    userId: string,
    symbol: string,
    content: PrivateInstrumentContent,
    version?: number,
  ): Promise<PrivateInstrument> {
    const replaced = await this.instruments.replace(userId, symbol, content, version);
    if (replaced) return replaced;
    if (version !== undefined) throw privateInstrumentChanged();
    const made = await insertIntoFreeSlot(
      userId,
      MOST_PRIVATE_INSTRUMENTS,
      () => this.instruments.slotsOf(userId),
      (slot) => this.instruments.insertIntoSlot(slot, userId, symbol, content),
    );
    if (!made) throw tooManyPrivateInstruments();
    return made;
  }

  /**
   * @param version as for `put`
   * @throws DomainError `market.private_not_found`, `market.private_changed`
   */
  async delete(userId: string, symbol: string, version?: number): Promise<void> {
    if (await this.instruments.delete(userId, symbol, version)) return;
    await this.get(userId, symbol);
    throw privateInstrumentChanged();
  }
}
