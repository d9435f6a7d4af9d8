import { EdgeHandler } from './before-express';
import { requestPath } from './request-path';

/** For answers that no cache may keep. */
export const UNKEPT = 'no-store';

/** No cache keeps an answer of the API unless its handler says so: nearly all of them are somebody's own. */
export const privateByDefault: EdgeHandler = (request, response, next) => {
  if (/^\/api\//i.test(requestPath(request))) response.setHeader('Cache-Control', UNKEPT);
  next();
};
