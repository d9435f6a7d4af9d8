import { Injectable, PipeTransform } from '@nestjs/common';
import { DomainError } from '../errors/domain-error';

export const OBJECT_ID_PATTERN = /^[0-9a-f]{24}$/i;

/** Checks an id in a path: 24 hex digits. */
@Injectable()
export class ObjectIdPipe implements PipeTransform<unknown, string> {
  transform(value: unknown): string {
    if (typeof value !== 'string' || !OBJECT_ID_PATTERN.test(value)) {
      throw new DomainError('invalid', 'id.invalid', 'An id is 24 hexadecimal digits.', {
        errors: [{ field: 'id', message: 'id must be 24 hexadecimal digits' }],
      });
    }
    return value.toLowerCase();
  }
}
