// `node:http` alone that sends the bytes of its argument as JSON.
import { createServer } from 'node:http';

const [body] = process.argv.slice(2);
const server = createServer((_request, response) => {
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.end(body);
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
process.once('SIGTERM', () => process.exit(0));
