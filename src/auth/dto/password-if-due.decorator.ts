import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import { IfGiven } from '../../common/validation/if-given';

/** The password of the account, which may be left out as long as `RecentSignIn` does not demand it. */
export const PasswordIfDue = () =>
  applyDecorators(
    ApiPropertyOptional({
      example: 'correct horse battery',
      maxLength: 1024,
      description: 'Needed when the sign-in is older than ten minutes.',
    }),
    IfGiven(),
    Length(1, 1_024),
    IsString(),
  );
