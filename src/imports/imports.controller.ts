import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  HttpStatus,
  Param,
  Patch,
  Post,
  Query,
  Req,
  Res,
  UploadedFile,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConsumes,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Request, Response } from 'express';
import { ApiProblems } from '../common/errors/api-problems.decorator';
import { bodyTooLarge, incompleteBody, unsupportedEncoding } from '../common/errors/http.errors';
import { Identity } from '../common/identity/identity';
import { CurrentIdentity } from '../common/identity/identity.decorators';
import { ObjectIdPipe } from '../common/ids/object-id.pipe';
import { oneLineOf } from '../common/text/one-line';
import { Paged } from '../common/paging/paged.decorator';
import { LOCATION } from '../platform/http/edge/documented-headers';
import { versionTag } from '../platform/http/conditional/entity-tag';
import { EntityTag } from '../platform/http/conditional/entity-tag.decorator';
import { IF_MATCH, IfMatchVersion } from '../platform/http/conditional/if-match.decorator';
import { BodyType } from '../platform/http/edge/body-type.decorator';
import { Idempotent } from '../platform/http/idempotency/idempotent.decorator';
import { storageFull } from '../platform/quotas/quotas.errors';
import { accountNameTaken, tooManyAccounts } from '../portfolio/accounts/accounts.errors';
import { CHANGE_PROBLEMS, LINE_PROBLEMS } from '../portfolio/ledger/ledger-api';
import { ledgerBusy } from '../portfolio/ledger/ledger.errors';
import { portfolioNotFound } from '../common/identity/portfolio-access';
import { portfolioBusy } from '../portfolio/portfolio.errors';
import { unknownAccount } from '../portfolio/transactions/transactions.errors';
import { CorrectImportDto } from './dto/import-choices.dto';
import { ImportRowDto, ImportRowPageDto } from './dto/import-row.dto';
import { ImportDto, ImportPageDto, ImportSummaryDto } from './dto/import.dto';
import { ApplyImportDto, ImportRowsQueryDto, ImportsQueryDto, UploadQueryDto } from './dto/imports.queries';
import { MOST_FILE_BYTES } from './files/source';
import { Import } from './import';
import { ImportApplier } from './import-applier';
import { ImportTemplatesService } from './templates/import-templates.service';
import {
  alreadyApplied,
  importBusy,
  importChanged,
  importNotFound,
  importNotReady,
  invalidChoice,
  previewOutdated,
  templateNotFound,
  tooManyImports,
  unreadableFile,
} from './imports.errors';
import { ImportsService } from './imports.service';
import { FILE_TYPES, readUpload } from './reading/read-upload';
import { OthersPortfoliosInterceptor } from '../portfolio/others-portfolios.interceptor';
import { RequestCost } from '../platform/http/limits/request-cost.decorator';

const ROWS_SHOWN = 50;
const FILE = { type: 'string', format: 'binary' } as const;
const tagOf = ({ version }: ImportSummaryDto) => versionTag(version);

/** A part of a multipart body, as it was read into memory. */
interface UploadedPart {
  readonly buffer: Buffer;
  readonly originalname: string;
}

@ApiTags('imports')
@ApiProblems(portfolioNotFound)
@Controller({ path: 'portfolio/:id/imports', version: '1' })
@UseInterceptors(OthersPortfoliosInterceptor)
export class ImportsController {
  constructor(
    private readonly imports: ImportsService,
    private readonly applier: ImportApplier,
    private readonly templates: ImportTemplatesService,
  ) {}

  @Post()
  @RequestCost(10)
  @HttpCode(HttpStatus.ACCEPTED)
  @BodyType(...FILE_TYPES)
  @UseInterceptors(
    FileInterceptor('file', {
      limits: { fileSize: MOST_FILE_BYTES, files: 1, fields: 5, parts: 6 },
      // As browsers write file names.
      defParamCharset: 'utf8',
    }),
  )
  @ApiOperation({
    summary: 'Upload a statement; the answer is a preview of what it would write.',
    description:
      'CSV, XLSX, OFX, QFX, QIF, JSON or XML, up to 10 MiB and 50,000 rows, as the body or as the part `file`. What it is ' +
      'is found out by its content. A file that takes longer than a few seconds is still `reading`: follow it by GET or by ' +
      'the socket event `import:progress`. Nothing is written before `apply`; what is not applied goes after a week.',
  })
  @ApiConsumes(...FILE_TYPES)
  @ApiBody({
    schema: { oneOf: [FILE, { type: 'object', required: ['file'], properties: { file: FILE } }] },
  })
  @ApiAcceptedResponse({
    type: ImportDto,
    headers: LOCATION,
  })
  @ApiProblems(tooManyImports, storageFull, unreadableFile, bodyTooLarge, incompleteBody, unsupportedEncoding)
  @ApiProblems(templateNotFound, importNotFound, importBusy)
  async create(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Query() { file_name, format, account, template }: UploadQueryDto,
    @UploadedFile() part: UploadedPart | undefined,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ImportDto> {
    const options =
      template === undefined ? {} : (await this.templates.get(identity.userId, template)).options;
    const bytes =
      part?.buffer ?? (request.is('multipart/form-data') ? Buffer.alloc(0) : await readUpload(request));
    const name = file_name ?? (part ? oneLineOf(part.originalname.slice(0, 200)) : null);
    const made = await this.imports.create(
      identity,
      id,
      { bytes, name },
      {
        format: format ?? (template === undefined ? null : 'generic'),
        options,
        accounts: account === undefined ? [] : [{ name: null, account_id: account }],
      },
    );
    response.location(`/api/v1/portfolio/${id}/imports/${made.id}`);
    return this.shown(made);
  }

  @Get()
  @Paged()
  @ApiOperation({ summary: 'Imports of the portfolio, all or of one status, newest first.' })
  @ApiOkResponse({ type: ImportPageDto })
  async list(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Query() query: ImportsQueryDto,
  ): Promise<ImportPageDto> {
    const { items, next_cursor } = await this.imports.list(identity, id, query);
    return { items: items.map((found) => ImportSummaryDto.of(found)), next_cursor };
  }

  @Get(':import_id')
  @EntityTag(tagOf)
  @ApiOperation({ summary: 'One import, with the first 50 rows of its preview.' })
  @ApiOkResponse({ type: ImportDto })
  @ApiProblems(importNotFound)
  async get(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Param('import_id', ObjectIdPipe) importId: string,
  ): Promise<ImportDto> {
    return this.shown(await this.imports.get(identity, id, importId));
  }

  @Get(':import_id/rows')
  @Paged()
  @ApiOperation({
    summary: 'Rows of the preview, all or of one status; kept for a week.',
    description: 'In the order of the file, which is the only one.',
  })
  @ApiOkResponse({ type: ImportRowPageDto })
  @ApiProblems(importNotFound)
  async rows(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Param('import_id', ObjectIdPipe) importId: string,
    @Query() query: ImportRowsQueryDto,
  ): Promise<ImportRowPageDto> {
    const found = await this.imports.get(identity, id, importId);
    return this.rowsOf(found, query);
  }

  @Patch(':import_id')
  @RequestCost(10)
  @EntityTag(tagOf)
  @ApiHeader(IF_MATCH)
  @ApiOperation({ summary: 'Correct how the file is read, and see the preview again.' })
  @ApiOkResponse({ type: ImportDto })
  @ApiProblems(importNotFound, importChanged, alreadyApplied, importNotReady, invalidChoice)
  @ApiProblems(importBusy, ledgerBusy, portfolioBusy)
  async correct(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Param('import_id', ObjectIdPipe) importId: string,
    @Body() body: CorrectImportDto,
    @IfMatchVersion() version: number | undefined,
  ): Promise<ImportDto> {
    return this.shown(await this.imports.correct(identity, id, importId, body, version));
  }

  @Post(':import_id/apply')
  @RequestCost(10)
  @HttpCode(HttpStatus.OK)
  @Idempotent()
  @ApiHeader(IF_MATCH)
  @ApiOperation({
    summary: 'Write all new rows into the ledger, or none.',
    description:
      'Accounts that are to be opened and have new rows are opened with them. ' +
      'Rows with errors, conflicts or unknown symbols hold it up unless `skip` names their status. A ledger that changed ' +
      'since the preview is compared again first (409 `import.preview_outdated`). Errors name the line of the file.',
  })
  @ApiOkResponse({ type: ImportSummaryDto })
  @ApiProblems(
    importNotFound,
    importChanged,
    importNotReady,
    alreadyApplied,
    previewOutdated,
    unknownAccount,
    accountNameTaken,
    tooManyAccounts,
    ...LINE_PROBLEMS,
  )
  async apply(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Param('import_id', ObjectIdPipe) importId: string,
    @Body() { skip = [] }: ApplyImportDto,
    @IfMatchVersion() version: number | undefined,
  ): Promise<ImportSummaryDto> {
    return ImportSummaryDto.of(await this.applier.apply(identity, id, importId, skip, version));
  }

  @Delete(':import_id')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiHeader(IF_MATCH)
  @ApiOperation({
    summary: 'Delete an import; of one that is applied, exactly its lines leave the ledger.',
    description:
      'Accounts that it opened go with them where no other lines are in them. Where later lines need its lines that is 422 ' +
      'and names the line.',
  })
  @ApiNoContentResponse()
  @ApiProblems(importNotFound, importChanged, ...CHANGE_PROBLEMS)
  delete(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Param('import_id', ObjectIdPipe) importId: string,
    @IfMatchVersion() version: number | undefined,
  ): Promise<void> {
    return this.applier.delete(identity, id, importId, version);
  }

  private async shown(found: Import): Promise<ImportDto> {
    return ImportDto.show(found, await this.rowsOf(found, { limit: ROWS_SHOWN }));
  }

  private async rowsOf(found: Import, query: { limit: number }): Promise<ImportRowPageDto> {
    const { items, next_cursor } = await this.imports.rowsOf(found, query);
    return { items: items.map((row) => ImportRowDto.of(row)), next_cursor };
  }
}
