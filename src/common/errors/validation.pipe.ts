import { ValidationPipe } from '@nestjs/common';
import { ValidationError } from 'class-validator';
import { FieldError } from './domain-error';
import { validationFailed } from './http.errors';

/** Turns nested validation errors into `{ field, message }` with dotted paths. */
export function fieldErrors(errors: ValidationError[], parent = ''): FieldError[] {
  return errors.flatMap(({ property, constraints, children }) => {
    const field = parent ? `${parent}.${property}` : property;
    const own = Object.values(constraints ?? {}).map((message) => ({ field, message }));
    return [...own, ...fieldErrors(children ?? [], field)];
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
