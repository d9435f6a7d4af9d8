import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { INestApplicationContext, VersioningType } from '@nestjs/common';
import { NestFactory, Reflector } from '@nestjs/core';
import { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import cors, { CorsOptions } from 'cors';
import { Logger, PinoLogger } from 'nestjs-pino';
import { Registry } from 'prom-client';
import { AppModule } from './app.module';
import { UnroutedRequests } from './auth/access/unrouted-requests';
import { ProblemDetailsFilter } from './common/errors/problem-details.filter';
import { whitelistPipe } from './common/errors/validation.pipe';
import { Environment } from './config/environment';
import { InvalidEnvironmentError } from './config/load-environment';
import { openApiDocument } from './api-docs/openapi';
import { serveStreamDocument } from './api-docs/stream-document';
import { HistoriesAtHand } from './market/history/histories-at-hand';
import { QuotesAtHand } from './market/quotes/quotes-at-hand';
import { answersAtHand } from './platform/http/at-hand/answers-at-hand';
import { EdgeHeaders } from './platform/http/at-hand/edge-headers';
import { refusalsAtHand } from './platform/http/at-hand/refusals-at-hand';
import { beforeExpress } from './platform/http/edge/before-express';
import { compressJson } from './platform/http/edge/compress-json';
import { DeclaredInputGuard } from './platform/http/edge/declared-input.guard';
import { observeAnswers } from './platform/http/edge/observe-answers';
import { oneHost } from './platform/http/edge/one-host';
import { plainQuery } from './platform/http/edge/query';
import { privateByDefault } from './platform/http/edge/private-by-default';
import { jsonBody } from './platform/http/edge/request-body';
import { RequestBodyGuard } from './platform/http/edge/request-body.guard';
import { securityHeaders } from './platform/http/edge/security-headers';
import { LongBodyGuard } from './platform/http/limits/long-body.guard';
import { RefusedRequests } from './platform/http/limits/refused-requests';
import { revalidation } from './platform/http/edge/revalidation';
import { correlated } from './platform/observability/logging/correlation';
import { httpLog } from './platform/observability/logging/http-log';
import { nameRequest, tellRequestId } from './platform/observability/logging/request-id';
import { BOARD_PATH } from './platform/queues/board/board-access';
import { mountQueueBoard } from './platform/queues/board/queue-board';
import { requestMetrics } from './platform/observability/metrics/request-metrics';
import { RedisConnections } from './platform/redis/redis-connections';
import { StreamAdapter } from './platform/stream/adapter/stream-adapter';
import { PortfolioAtHand } from './portfolio/portfolio-at-hand';
import { AccountAtHand } from './users/account-at-hand';

/** How long a browser need not ask again whether an origin may call. */
const PREFLIGHT_SECONDS = 600;

/** Builds the application that main and the tests both run; it does not listen yet. What fails to start is closed again. */
export async function createApplication(environment: Environment): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(await AppModule.with(environment), {
    bufferLogs: true,
    // Not before they go to our log: a start that fails earlier would print them in another form.
    autoFlushLogs: false,
    bodyParser: false,
    abortOnError: false,
    ...tls(environment),
  });
  try {
    await configure(app, environment);
    return app;
  } catch (error) {
    await closeApplication(app);
    throw error;
  }
}

async function configure(app: NestExpressApplication, environment: Environment): Promise<void> {
  app.useLogger(app.get(Logger));
  app.flushLogs();
  app.set('trust proxy', environment.TRUST_PROXY);
  app.set('query parser', 'simple');
  app.set('etag', false);
  app.disable('x-powered-by');
  const crossOriginHeaders = cors(crossOrigin(environment));
  const edge = [
    observeAnswers([requestMetrics(app.get(Registry)), httpLog(await app.resolve(PinoLogger))]),
    nameRequest,
  ];
  if (environment.servesApi) {
    const finders = [
      app.get(QuotesAtHand),
      app.get(HistoriesAtHand),
      app.get(AccountAtHand),
      app.get(PortfolioAtHand),
    ];
    const headers = new EdgeHeaders([securityHeaders, crossOriginHeaders]);
    edge.push(answersAtHand(finders, app.get(UnroutedRequests), app.get(RefusedRequests), headers));
  }
  edge.push(tellRequestId, privateByDefault, securityHeaders, oneHost, crossOriginHeaders);
  if (environment.servesApi) {
    const unrouted = app.get(UnroutedRequests);
    edge.push(refusalsAtHand(unrouted, app.get(RefusedRequests)));
    app.use(['/docs', '/docs-json', BOARD_PATH], unrouted.count);
    app.use(BOARD_PATH, jsonBody);
  }
  edge.push(correlated);
  beforeExpress(app.getHttpServer(), edge);
  app.use(compressJson, revalidation, plainQuery);
  // After those of the modules, which say who may ask.
  app.useGlobalGuards(
    new LongBodyGuard(),
    new RequestBodyGuard(app.get(Reflector)),
    new DeclaredInputGuard(),
  );
  app.useGlobalPipes(whitelistPipe);
  app.useGlobalFilters(new ProblemDetailsFilter());
  app.setGlobalPrefix('api', { exclude: ['health/live', 'health/ready', 'metrics'] });
  app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });
  if (environment.servesApi) {
    app.useWebSocketAdapter(new StreamAdapter(app));
    mountQueueBoard(app);
  }
  if (environment.servesApi && environment.servesDocs) {
    serveStreamDocument(app);
    SwaggerModule.setup('docs', app, () => openApiDocument(app), { jsonDocumentUrl: 'docs-json' });
  }
}

/** Closes in the one right order: HTTP and workers first, Redis when nobody is left to need it. */
export async function closeApplication(app: INestApplicationContext): Promise<void> {
  const redis = app.get(RedisConnections);
  await app.close();
  redis.close();
}

function crossOrigin({ CORS_ORIGINS }: Environment): CorsOptions {
  return {
    origin: CORS_ORIGINS,
    credentials: true,
    maxAge: PREFLIGHT_SECONDS,
    exposedHeaders: [
      'Accept-Ranges',
      'Content-Disposition',
      'Content-Range',
      'ETag',
      'Idempotency-Replayed',
      'Location',
      'Retry-After',
      'X-Request-Id',
      'RateLimit-Limit',
      'RateLimit-Policy',
      'RateLimit-Remaining',
      'RateLimit-Reset',
    ],
  };
}

function tls({ TLS_CERT_PATH, TLS_KEY_PATH }: Environment) {
  if (!TLS_CERT_PATH || !TLS_KEY_PATH) return {};
  try {
    const httpsOptions = { cert: readFileSync(TLS_CERT_PATH), key: readFileSync(TLS_KEY_PATH) };
    createSecureContext(httpsOptions);
    return { httpsOptions };
  } catch (error) {
    throw new InvalidEnvironmentError(`TLS_CERT_PATH, TLS_KEY_PATH: ${String(error)}`);
  }
}
