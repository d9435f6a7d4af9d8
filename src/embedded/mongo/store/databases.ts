import { CommandError } from '../command-error';
import { Collection } from './collection';

/** The collections of every database of the server, by database and name. A collection springs up at its first write. */
export class Databases {
  private readonly databases = new Map<string, Map<string, Collection>>();

  names(): string[] {
    return [...this.databases.keys()].sort();
  }

  collections(database: string): ReadonlyMap<string, Collection> {
    return this.databases.get(database) ?? new Map<string, Collection>();
  }

  /** The collection, or an empty stand-in that is not kept when a read names one that does not exist. */
  reading(database: string, name: string): Collection {
    return this.databases.get(database)?.get(name) ?? new Collection(`${database}.${name}`);
  }

  /** The collection if it exists. */
  existing(database: string, name: string): Collection | undefined {
    return this.databases.get(database)?.get(name);
  }

  /** The collection, created if it does not exist. */
  writing(database: string, name: string): Collection {
    const existing = this.existing(database, name);
    if (existing) return existing;
    if (name === '' || name.includes('$') || name.includes('\0') || name.startsWith('system.')) {
      throw new CommandError(73, `Invalid namespace specified '${database}.${name}'`);
    }
    const collection = new Collection(`${database}.${name}`);
    const collections = this.databases.get(database) ?? new Map<string, Collection>();
    collections.set(name, collection);
    this.databases.set(database, collections);
    return collection;
  }

  drop(database: string, name: string): boolean {
    const collections = this.databases.get(database);
    const dropped = collections?.delete(name) ?? false;
    if (collections?.size === 0) this.databases.delete(database);
    return dropped;
  }

  dropDatabase(database: string): boolean {
    return this.databases.delete(database);
  }

  *all(): Generator<Collection> {
    for (const collections of this.databases.values()) yield* collections.values();
  }
}
