import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { OBJECT_ID_PATTERN } from '../../common/ids/object-id.pipe';
import { Environment } from '../../config/environment';
import { CodeForm, messageCode } from '../../notifications/messages/message-code';

/** The secrets of messages, made of the ids of documents: checked here, stored nowhere. */
@Injectable()
export class MailedTokens {
  constructor(private readonly environment: Environment) {}

  tokenOf(id: string): string {
    return messageCode(this.environment.JWT_SECRET, id, 'token');
  }

  /** @returns the id that a token was made of; null where this installation did not make it */
  idOf(token: string): string | null {
    const id = token.slice(0, 24);
    return OBJECT_ID_PATTERN.test(id) && this.isOf(id, token, 'token') ? id : null;
  }

  isOf(id: string, text: string, form: CodeForm): boolean {
    const { JWT_SECRET, JWT_PREVIOUS_SECRET } = this.environment;
    return [JWT_SECRET, JWT_PREVIOUS_SECRET].some(
      (key) => key !== undefined && same(text, messageCode(key, id, form)),
    );
  }
}

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
