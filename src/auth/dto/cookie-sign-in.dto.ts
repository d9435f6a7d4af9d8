import { ApiProperty, ApiSchema, OmitType } from '@nestjs/swagger';
import { UserDto } from '../../users/dto/user.dto';
import { TokenPairDto } from './token-pair.dto';

/** What a browser is told: the refresh token is in the cookie. */
@ApiSchema({ name: 'CookieSignIn' })
export class CookieSignInDto extends OmitType(TokenPairDto, ['refresh_token'] as const) {
  @ApiProperty({ type: UserDto })
  user: UserDto;
}
