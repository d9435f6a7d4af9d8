import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { UserDto } from '../../users/dto/user.dto';

@ApiSchema({ name: 'TokenPair' })
export class TokenPairDto {
  @ApiProperty({ example: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI2NjVmIn0.c2lnbmVk' })
  access_token: string;

  @ApiProperty({ description: 'Opaque; good for one use.', example: 'Zl8fd7z4bNl5Q0dRk2' })
  refresh_token: string;

  @ApiProperty({ enum: ['Bearer'], example: 'Bearer' })
  token_type: 'Bearer';

  @ApiProperty({ type: 'integer', description: 'Seconds until the access token ends.', example: 900 })
  expires_in: number;
}

@ApiSchema({ name: 'SignIn' })
export class SignInDto extends TokenPairDto {
  @ApiProperty({ type: UserDto })
  user: UserDto;
}
