import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import bcrypt from 'bcrypt';
import { Environment } from '../config/environment';
import { fitsBcrypt } from './password-rules';

/** Hashes and compares passwords, at the same cost whether or not there is an account to compare with. */
@Injectable()
export class Passwords {
  private readonly cost: number;
  /** Of a password that nobody has: compared with when there is no account, so that time tells nothing. */
  private readonly nobodys: Promise<string>;

  constructor({ BCRYPT_COST }: Environment) {
    this.cost = BCRYPT_COST;
    this.nobodys = bcrypt.hash(randomBytes(16).toString('hex'), this.cost);
  }

  hash(password: string): Promise<string> {
    return bcrypt.hash(password, this.cost);
  }

  /** Without a hash it works as long and says no. What bcrypt would cut never matches. */
  async matches(password: string, hash: string | undefined): Promise<boolean> {
    const same = await bcrypt.compare(password, hash ?? (await this.nobodys));
    return same && hash !== undefined && fitsBcrypt(password);
  }
}
