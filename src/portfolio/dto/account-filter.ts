import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IfGiven } from '../../common/validation/if-given';
import { IsId } from '../../common/ids/is-id';

/** A query field that narrows an answer to one account of the portfolio. */
export function AccountFilter(description = 'Id of an account.'): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: String, example: '665f1f77bcf86cd799439012', description }),
    IfGiven(),
    IsId(),
  );
}
