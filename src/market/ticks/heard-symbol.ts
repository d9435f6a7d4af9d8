import { Tick } from './tick';

/** A symbol whose ticks this process hears. */
export class HeardSymbol {
  holders = 0;
  last: Tick | undefined;
  /** the stretch without a missed tick since when it is heard; 0 before the first */
  heardIn = 0;
  readonly firstHeard: Promise<void>;
  private tellFirst: () => void = () => undefined;

  constructor(readonly name: string) {
    this.firstHeard = new Promise((resolve) => (this.tellFirst = resolve));
  }

  heard(stretch: number): void {
    this.heardIn = stretch;
    this.tellFirst();
  }
}
