import { INestApplication } from '@nestjs/common';
import { DocumentBuilder, OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { addRequestExamples, addResponseExamples } from './examples';
import { writeJsonSchemas } from './json-schema';
import { conditionsOfReadsAlone } from './conditions-of-reads';
import { problemDescriptions } from './problems';
import { boundRequests } from './request-bounds';
import { operationId } from './routes';
import { describeSharedAnswers } from './shared-answers';

const DESCRIPTION = `Portfolios, live prices, true returns, reports and alerts.

Fields are snake_case, moments ISO 8601 UTC, ratios and returns fractions (0.1234 is 12.34 %). Lists are
\`{ items, next_cursor }\`; those that come in pages take \`sort\`, in which equals keep one order, and a cursor goes on in
the order that it was given in. Lists without \`limit\` come whole, in the one order that they have. Every error is \`application/problem+json\` with a stable \`code\`. Live events are described
at [/docs/stream](/docs/stream).`;

/** The OpenAPI document of the application: what the controllers say, and once for all what every route shares. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Tickfolio')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/')
    .addTag('auth', 'Accounts, sign-in, sessions.')
    .addTag('second factors', 'Authenticator apps, passkeys, recovery codes, remembered devices.')
    .addTag('tokens', 'Personal access tokens for programs.')
    .addTag('users', 'Profiles and preferences; accounts for superusers.')
    .addTag('market', 'Quotes, history, search, indicators.')
    .addTag('portfolio', 'Lots, and how they did.')
    .addTag('ledger', 'Accounts and transactions, and what they come to.')
    .addTag('imports', 'Statements of brokers, previewed and booked as transactions; templates; export.')
    .addTag('watchlists', 'Lists of symbols to follow.')
    .addTag('stream', 'Live events for clients without sockets.')
    .addTag('reports', 'Files made in the background.')
    .addTag('notifications', 'Messages and price alerts.')
    .addTag('administration', 'For superusers.')
    .addTag('operations', 'For load balancers and operators.')
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: operationId,
  });
  describeSharedAnswers(document, problemDescriptions(app));
  conditionsOfReadsAlone(document);
  boundRequests(document, app);
  addRequestExamples(document);
  addResponseExamples(document);
  writeJsonSchemas(document);
  return document;
}
