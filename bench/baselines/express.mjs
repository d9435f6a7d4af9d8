// Bare Express 5 that sends the bytes of its argument as JSON: no authentication, no limits, no logging.
import express from 'express';

const [body] = process.argv.slice(2);
const app = express();
app.disable('etag');
app.disable('x-powered-by');
app.get('/*path', (_request, response) => {
  response.type('application/json').send(body);
});
const server = app.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
process.once('SIGTERM', () => process.exit(0));
