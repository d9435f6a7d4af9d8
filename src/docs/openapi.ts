import { INestApplication } from '@nestjs/common';
import { DocumentBuilder, OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { addNullToNullableEnums } from './nullable-enums';
import { describeSharedAnswers } from './shared-answers';

const DESCRIPTION = `Portfolios, live prices, true returns, reports and alerts.

Fields are snake_case, moments ISO 8601 UTC, ratios and returns fractions (0.1234 is 12.34 %). Lists are
\`{ items, next_cursor }\`. Every error is \`application/problem+json\` with a stable \`code\`. Live events are described
at [/docs/stream](/docs/stream).`;

/** The OpenAPI document of the application: what the controllers say, and once for all what every route shares. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Tickfolio')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setOpenAPIVersion('3.0.3')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/')
    .addTag('auth', 'Accounts, sign-in, sessions.')
    .addTag('users', 'Profiles and preferences; accounts for superusers.')
    .addTag('market', 'Quotes, history, search, indicators.')
    .addTag('portfolio', 'Lots, and how they did.')
    .addTag('reports', 'Files made in the background.')
    .addTag('notifications', 'Messages and price alerts.')
    .addTag('operations', 'For load balancers and operators.')
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  addNullToNullableEnums(document);
  return describeSharedAnswers(document);
}
