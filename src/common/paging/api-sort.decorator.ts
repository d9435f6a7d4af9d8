import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import type { Sort } from './sort';

interface SortOptions<S extends Sort> {
  default: S;
  description?: string;
}

const MINUS = 'A minus: the largest, latest or last first.';

/** `sort=` of a list: the orders that it can be asked for in. */
export function ApiSort<S extends Sort>(
  sorts: readonly S[],
  { default: first, description }: SortOptions<NoInfer<S>>,
): PropertyDecorator {
  const told = description === undefined ? MINUS : `${MINUS} ${description}`;
  return applyDecorators(
    ApiPropertyOptional({ enum: sorts, default: first, description: told }),
    IsIn(sorts),
  );
}

/** How names and addresses are put in order, by whatever store. */
export const BY_CODE_POINT = 'Texts are compared by code point: capitals come before small letters.';
