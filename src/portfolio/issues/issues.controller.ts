import { Body, Controller, Get, Param, Patch, Query, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { ApiProblems } from '../../common/errors/api-problems.decorator';
import { Identity } from '../../common/identity/identity';
import { CurrentIdentity } from '../../common/identity/identity.decorators';
import { ObjectIdPipe } from '../../common/ids/object-id.pipe';
import { pageAt } from '../../common/paging/place-cursor';
import { Paged } from '../../common/paging/paged.decorator';
import { ApiLedger } from '../ledger/ledger-api';
import { ChangeIssueDto, IssueDto, IssuePageDto } from './issues.dto';
import { IssuesQueryDto } from './issues-query.dto';
import { sortedIssues } from './sorted-issues';
import { IssuesService, ListedIssue } from './issues.service';
import { issueNotFound } from './issues.errors';
import { OthersPortfoliosInterceptor } from '../others-portfolios.interceptor';

@ApiLedger()
@Controller({ path: 'portfolio/:id/issues', version: '1' })
@UseInterceptors(OthersPortfoliosInterceptor)
export class IssuesController {
  constructor(private readonly issues: IssuesService) {}

  @Get()
  @Paged()
  @ApiOperation({
    summary:
      'What the owner should look at: unmatched transfers, unknown bases, missing prices and rates, dividends …',
  })
  @ApiOkResponse({ type: IssuePageDto })
  async list(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Query() { sort, ...page }: IssuesQueryDto,
  ): Promise<IssuePageDto> {
    const listed = await this.issues.list(identity, id);
    const { items, next_cursor } = pageAt(sortedIssues(listed, sort), { ...page, sort });
    return {
      items: items.map(toDto),
      open: listed.filter(({ dismissed }) => !dismissed).length,
      next_cursor,
    };
  }

  @Patch(':issue_id')
  @ApiParam({ name: 'issue_id', example: 'transfer.unmatched:665f1f77bcf86cd799439013' })
  @ApiOperation({ summary: 'Dismiss an issue, or take that back.' })
  @ApiOkResponse({ type: IssueDto })
  @ApiProblems(issueNotFound)
  async change(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Param('issue_id') issueId: string,
    @Body() { dismissed }: ChangeIssueDto,
  ): Promise<IssueDto> {
    return toDto(await this.issues.setDismissed(identity, id, issueId, dismissed));
  }
}

function toDto({ proposal, settled_on: _settledOn, ...issue }: ListedIssue): IssueDto {
  return { ...issue, proposal: proposal && { ...proposal } };
}
