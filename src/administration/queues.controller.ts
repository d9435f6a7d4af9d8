import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../common/errors/api-problems.decorator';
import { Identity } from '../common/identity/identity';
import { CurrentIdentity, SuperuserOnly } from '../common/identity/identity.decorators';
import { Paged } from '../common/paging/paged.decorator';
import { FailedJobsQueryDto } from './dto/failed-jobs-query.dto';
import { FailedJobDto, FailedJobPageDto, QueueDto, QueueListDto, RetriedJobsDto } from './dto/queue.dto';
import { jobNotFound, queueNotFound } from './queues.errors';
import { QueuesService } from './queues.service';

@ApiTags('administration')
@Controller({ path: 'admin/queues', version: '1' })
export class QueuesController {
  constructor(private readonly queues: QueuesService) {}

  @Get()
  @SuperuserOnly()
  @ApiOperation({ summary: 'How full the queues are (superusers).' })
  @ApiOkResponse({ type: QueueListDto })
  async list(): Promise<QueueListDto> {
    return { items: (await this.queues.states()).map((state) => QueueDto.of(state)) };
  }

  @Get(':name/failed')
  @SuperuserOnly()
  @Paged()
  @ApiOperation({ summary: 'The failed jobs of a queue, newest first, and why they failed (superusers).' })
  @ApiOkResponse({ type: FailedJobPageDto })
  @ApiProblems(queueNotFound)
  async failed(@Param('name') name: string, @Query() page: FailedJobsQueryDto): Promise<FailedJobPageDto> {
    const { items, next_cursor } = await this.queues.failed(name, page);
    return { items: items.map((job) => FailedJobDto.of(job)), next_cursor };
  }

  @Post(':name/failed/retry')
  @SuperuserOnly()
  @HttpCode(200)
  @ApiOperation({ summary: 'Has all failed jobs of a queue tried again (superusers).' })
  @ApiOkResponse({ type: RetriedJobsDto })
  @ApiProblems(queueNotFound)
  async retryAll(
    @CurrentIdentity() { userId }: Identity,
    @Param('name') name: string,
  ): Promise<RetriedJobsDto> {
    return { retried: await this.queues.retryAll(userId, name) };
  }

  @Post(':name/failed/:job_id/retry')
  @SuperuserOnly()
  @HttpCode(204)
  @ApiOperation({ summary: 'Has one failed job tried again (superusers).' })
  @ApiNoContentResponse()
  @ApiProblems(queueNotFound, jobNotFound)
  retry(
    @CurrentIdentity() { userId }: Identity,
    @Param('name') name: string,
    @Param('job_id') jobId: string,
  ): Promise<void> {
    return this.queues.retry(userId, name, jobId);
  }
}
