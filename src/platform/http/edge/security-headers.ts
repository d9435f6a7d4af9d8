import helmet from 'helmet';
import { EdgeHandler } from './before-express';
import { requestPath } from './request-path';

/** For pages: `/docs`, the queue board. */
const page = helmet();

/** For the API and the stream, whose answers no browser renders; what only pages need would triple the size of a quote's answer. */
export const dataHeaders: EdgeHandler = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  referrerPolicy: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xFrameOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
});

/** Security headers by what is answered: a page, or data of the API. */
export const securityHeaders: EdgeHandler = (request, response, next) => {
  if (/^\/api\//i.test(requestPath(request))) dataHeaders(request, response, next);
  else page(request, response, next);
};
