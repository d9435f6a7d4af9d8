/** How many places each owner holds, and all of them together. */
export class HeldPlaces {
  private readonly by = new Map<string, number>();
  private all = 0;

  get total(): number {
    return this.all;
  }

  of(owner: string): number {
    return this.by.get(owner) ?? 0;
  }

  take(owner: string): void {
    this.all++;
    this.by.set(owner, this.of(owner) + 1);
  }

  leave(owner: string): void {
    const left = this.of(owner) - 1;
    this.all--;
    if (left > 0) this.by.set(owner, left);
    else this.by.delete(owner);
  }
}
