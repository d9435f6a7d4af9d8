import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import { ISSUE_CODES, ISSUE_SEVERITIES } from './issue';
import type { IssueCode, IssueSeverity } from './issue';

@ApiSchema({ name: 'Issue' })
export class IssueDto {
  @ApiProperty({
    example: 'dividend:665f1f77bcf86cd799439012:KO:2024-06-14',
    description: 'The same as long as it is the same matter.',
  })
  id: string;

  @ApiProperty({ enum: ISSUE_CODES })
  code: IssueCode;

  @ApiProperty({ enum: ISSUE_SEVERITIES })
  severity: IssueSeverity;

  @ApiProperty({ type: String, nullable: true, example: 'KO' })
  symbol: string | null;

  @ApiProperty({ type: String, nullable: true, example: '665f1f77bcf86cd799439012' })
  account_id: string | null;

  @ApiProperty({ type: String, nullable: true, example: '2024-06-14', format: 'date' })
  date: string | null;

  @ApiProperty({
    type: [String],
    example: [],
    description: 'The lines that it is about; of a symbol the first hundred.',
  })
  transaction_ids: string[];

  @ApiProperty({ example: 'KO paid 0.485 USD for each of 12.5 shares, and no line tells it.' })
  message: string;

  @ApiProperty({ example: 'Post the proposal as it is, with the tax that was withheld, or dismiss it.' })
  action: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    example: null,
    description: 'A line that settles it, to be posted to `transactions`.',
  })
  proposal: Record<string, unknown> | null;

  @ApiProperty({ example: false })
  dismissed: boolean;
}

@ApiSchema({ name: 'IssuePage' })
export class IssuePageDto {
  @ApiProperty({ type: [IssueDto], description: 'Errors first, then by day, the latest first.' })
  items: IssueDto[];

  @ApiProperty({ type: 'integer', example: 2, description: 'How many are not dismissed.' })
  open: number;

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor: string | null;
}

@ApiSchema({ name: 'ChangeIssue' })
export class ChangeIssueDto {
  @ApiProperty({ example: true })
  @IsBoolean()
  dismissed: boolean;
}
