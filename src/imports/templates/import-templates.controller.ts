import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../common/errors/api-problems.decorator';
import { validationFailed } from '../../common/errors/http.errors';
import { Identity } from '../../common/identity/identity';
import { CurrentIdentity } from '../../common/identity/identity.decorators';
import {
  ImportTemplateDto,
  ImportTemplatePageDto,
  SaveImportTemplateDto,
  toReadOptions,
} from '../dto/import-template.dto';
import { ImportTemplatesService } from './import-templates.service';
import { templateNotFound, tooManyTemplates } from '../imports.errors';

@ApiTags('imports')
@Controller({ path: 'import-templates', version: '1' })
export class ImportTemplatesController {
  constructor(private readonly templates: ImportTemplatesService) {}

  @Get()
  @ApiOperation({ summary: 'Your templates of tables, by name.' })
  @ApiOkResponse({ type: ImportTemplatePageDto })
  async list(@CurrentIdentity() { userId }: Identity): Promise<ImportTemplatePageDto> {
    const templates = await this.templates.list(userId);
    return { items: templates.map((template) => ImportTemplateDto.of(template)), next_cursor: null };
  }

  @Put(':name')
  @ApiOperation({ summary: 'Keep how a table is read under a name; at most 50 a user.' })
  @ApiOkResponse({ type: ImportTemplateDto })
  @ApiProblems(tooManyTemplates)
  async save(
    @CurrentIdentity() { userId }: Identity,
    @Param('name') name: string,
    @Body() body: SaveImportTemplateDto,
  ): Promise<ImportTemplateDto> {
    return ImportTemplateDto.of(await this.templates.save(userId, nameOf(name), toReadOptions(body)));
  }

  @Delete(':name')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ summary: 'Delete a template.' })
  @ApiNoContentResponse()
  @ApiProblems(templateNotFound)
  delete(@CurrentIdentity() { userId }: Identity, @Param('name') name: string): Promise<void> {
    return this.templates.delete(userId, nameOf(name));
  }
}

/** @throws DomainError `validation.failed` */
function nameOf(text: string): string {
  const name = text.trim();
  if (/^[^\p{Cc}\p{Zl}\p{Zp}]{1,100}$/u.test(name)) return name;
  throw validationFailed([{ field: 'name', message: 'name must be one line of 1 to 100 characters' }]);
}
