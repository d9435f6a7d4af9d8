import { ApiProperty } from '@nestjs/swagger';
import { UserDto } from './user.dto';

export class UserListDto {
  @ApiProperty({ type: [UserDto] })
  items: UserDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor: string | null;
}
