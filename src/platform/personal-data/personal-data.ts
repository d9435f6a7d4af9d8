import { Injectable } from '@nestjs/common';

/** An account by all that stores may name it with. Ids are 24 hex digits. */
export interface NamedAccount {
  readonly userId: string;
  readonly email: string;
  readonly phone: string | null;
  /** of what it has, where stores of other rooms name that, such as its portfolios */
  readonly ids: readonly string[];
}

/** Rows of one kind, for the archive of an account: a file of JSON and one of CSV. */
export interface PersonalTable {
  /** of the files, without an ending */
  readonly name: string;
  /** in order, for CSV */
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<object> | Iterable<object>;
}

/** A file of the archive of an account as it is. */
export interface PersonalFile {
  /** with its folder */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What a room keeps of accounts. */
export interface PersonalData {
  /** every collection of the room that holds any of it; where nothing else says so, a test fails for one without an eraser */
  readonly collections: readonly string[];
  /** Ids by which stores of other rooms name what the account has here. */
  ids?(userId: string): Promise<string[]>;
  /** Removes all of it. May be repeated, after a crash in the middle too. */
  erase(account: NamedAccount): Promise<void>;
  /** What its owner may read of it; no secrets. */
  tables?(userId: string): PersonalTable[];
  files?(userId: string): AsyncIterable<PersonalFile>;
  /** How many bytes of files the account stores here, as its quota counts them. */
  storedBytes?(userId: string): Promise<number>;
}

/** What all rooms keep of accounts, for whoever tells or erases it. */
@Injectable()
export class PersonalDataRooms {
  private readonly told: PersonalData[] = [];

  /** A room says what it keeps, once at start. */
  add(room: PersonalData): void {
    this.told.push(room);
  }

  get all(): readonly PersonalData[] {
    return this.told;
  }
}
