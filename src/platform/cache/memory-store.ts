import { LRUCache } from 'lru-cache';

const MOST_ENTRIES = 2_000;
/** However long the fleet keeps a value, each process asks for it again after this. */
const KEPT_MS = 30_000;

/** Cached values of this process, as many as fit; the least recently used go first. Keyv takes it as it takes a Map. */
export class MemoryStore {
  private readonly entries = new LRUCache<string, object>({ max: MOST_ENTRIES, ttl: KEPT_MS });

  get(key: string): object | undefined {
    return this.entries.get(key);
  }

  /** @param ttl milliseconds */
  set(key: string, value: object, ttl = KEPT_MS): void {
    this.entries.set(key, value, { ttl: Math.min(Math.max(1, Math.ceil(ttl)), KEPT_MS) });
  }

  delete(key: string): boolean {
    return this.entries.delete(key);
  }

  clear(): void {
    this.entries.clear();
  }
}
