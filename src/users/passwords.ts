import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import bcrypt from 'bcrypt';
import { Environment } from '../config/environment';

/** bcrypt ignores what comes after. */
const LONGEST_BYTES = 72;

/** Hashes and compares passwords, at the same cost whether or not there is an account to compare with. */
@Injectable()
export class Passwords {
  private readonly cost: number;
  /** Compared with when there is no account, so that time tells nothing: no hash has dashes, so no password fits it. */
  private readonly nobodys: string;

  constructor({ BCRYPT_COST }: Environment) {
    this.cost = BCRYPT_COST;
    this.nobodys = bcrypt.genSaltSync(this.cost) + '-'.repeat(31);
  }

  hash(password: string): Promise<string> {
    return bcrypt.hash(wholly(password), this.cost);
  }

  /** Without a hash it works as long and says no. What bcrypt would cut never matches. */
  async matches(password: string, hash: string | undefined): Promise<boolean> {
    const same = await bcrypt.compare(wholly(password), hash ?? this.nobodys);
    return same && hash !== undefined && !password.includes('\0');
  }
}

/** What bcrypt takes wholly into account: the password, or a digest of one that is too long for it. */
function wholly(password: string): string {
  if (Buffer.byteLength(password) <= LONGEST_BYTES) return password;
  return createHash('sha384').update('tickfolio-password:').update(password).digest('base64');
}
