// node relay.mjs HOST PORT OWN_PORT: passes TCP on to a server. Killed or frozen, it is to clients what that server killed or
// frozen would be, while the server keeps its data; prints a line when it listens.
import { connect, createServer } from 'node:net';

const [host, port, ownPort] = process.argv.slice(2);
createServer((near) => {
  const far = connect(Number(port), host);
  near.pipe(far).pipe(near);
  near.on('error', () => far.destroy());
  far.on('error', () => near.destroy());
}).listen(Number(ownPort), '127.0.0.1', () => console.log('listening'));
