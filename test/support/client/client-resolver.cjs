const { join } = require('node:path');

const CLIENT = join(__dirname, '../../../client/src');

/** The client's sources name each other as what they are compiled to, as ES modules have to. */
module.exports = (request, options) => {
  const isSource = options.basedir === CLIENT && request.startsWith('./');
  return options.defaultResolver(isSource ? request.replace(/\.js$/, '.ts') : request, options);
};
