import { ValidationPipe } from '@nestjs/common';
import { ValidationError } from 'class-validator';
import { DomainError, FieldError } from './domain-error';

/** Turns nested validation errors into `{ field, message }` with dotted paths. */
export function fieldErrors(errors: ValidationError[], parent = ''): FieldError[] {
  return errors.flatMap(({ property, constraints, children }) => {
    const field = parent ? `${parent}.${property}` : property;
    const own = Object.values(constraints ?? {}).map((message) => ({ field, message }));
    return [...own, ...fieldErrors(children ?? [], field)];
  });
}

export function validationFailed(errors: FieldError[]): DomainError {
  return new DomainError('invalid', 'validation.failed', 'Some fields are missing, unknown or not valid.', {
    errors,
  });
}

/** Whitelist validation for bodies, queries and socket payloads alike: what a DTO does not declare is refused. */
export const whitelistPipe = new ValidationPipe({
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  transform: true,
  stopAtFirstError: true,
  exceptionFactory: (errors) => validationFailed(fieldErrors(errors)),
});
