import { Injectable, PipeTransform } from '@nestjs/common';
import { DomainError } from '../errors/domain-error';

export const OBJECT_ID_PATTERN = /^[0-9a-fA-F]{24}$/;

export const invalidId = () =>
  new DomainError('invalid', 'id.invalid', 'An id is 24 hexadecimal digits.', {
    errors: [{ field: 'id', message: 'id must be 24 hexadecimal digits' }],
  });

export function isObjectId(value: unknown): value is string {
  return typeof value === 'string' && OBJECT_ID_PATTERN.test(value);
}

/** Checks an id in a path: 24 hex digits. */
@Injectable()
export class ObjectIdPipe implements PipeTransform<unknown, string> {
  transform(value: unknown): string {
    if (!isObjectId(value)) throw invalidId();
    return value.toLowerCase();
  }
}
