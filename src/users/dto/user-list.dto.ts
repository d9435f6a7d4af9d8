import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { UserDto } from './user.dto';

@ApiSchema({ name: 'UserList' })
export class UserPageDto {
  @ApiProperty({ type: [UserDto] })
  items: UserDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor: string | null;
}
