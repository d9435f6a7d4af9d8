import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels } from '@nestjs/swagger';
import { DomainError } from './domain-error';
import { Problem } from './problem';

/** Makes an error of one code. It can do so without its arguments too, which only fill in words. */
export type ErrorFactory = (...args: never[]) => DomainError;

const PROBLEMS = 'tickfolio:problems';

/**
 * Documents the errors that a route, or every route of a controller, throws itself or by its services. What guards,
 * pipes and body reading throw is added to the document by what a route declares.
 */
export function ApiProblems(...factories: ErrorFactory[]): MethodDecorator & ClassDecorator {
  return applyDecorators(
    ApiExtraModels(Problem),
    (target: object, _key?: unknown, method?: PropertyDescriptor) => {
      const place = (method?.value as object | undefined) ?? target;
      Reflect.defineMetadata(PROBLEMS, [...problemsOf(place), ...factories], place);
    },
  );
}

/** What `ApiProblems` documents of a controller or one of its methods. */
export function problemsOf(place: object): ErrorFactory[] {
  return (Reflect.getOwnMetadata(PROBLEMS, place) as ErrorFactory[] | undefined) ?? [];
}
