import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiProblems } from '../../common/errors/api-problems.decorator';
import { Identity } from '../../common/identity/identity';
import { CurrentIdentity, RequiresScope } from '../../common/identity/identity.decorators';
import { ObjectIdPipe } from '../../common/ids/object-id.pipe';
import { Paged } from '../../common/paging/paged.decorator';
import { accountNotFound } from '../accounts/accounts.errors';
import { ApiLedger } from '../ledger/ledger-api';
import { AttributionPageDto, AttributionQueryDto } from './attribution.dto';
import { AttributionService } from './attribution.service';
import { OthersPortfoliosInterceptor } from '../others-portfolios.interceptor';
import { RequestCost } from '../../platform/http/limits/request-cost.decorator';

@ApiLedger()
@RequiresScope('values')
@Controller({ path: 'portfolio/:id/attribution', version: '1' })
@UseInterceptors(OthersPortfoliosInterceptor)
export class AttributionController {
  constructor(private readonly attribution: AttributionService) {}

  @Get()
  @RequestCost(5)
  @Paged()
  @ApiOperation({ summary: 'What made the value what it is, over any window; it adds up to the cent.' })
  @ApiOkResponse({ type: AttributionPageDto })
  @ApiProblems(accountNotFound)
  get(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Query() query: AttributionQueryDto,
  ): Promise<AttributionPageDto> {
    return this.attribution.of(identity, id, query);
  }
}
