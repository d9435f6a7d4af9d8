// For mongosh: makes a replica set of the one member `mongo` where there is none, and waits until it takes writes.
const password = require('node:fs').readFileSync('/keys/mongo_password', 'utf8');
db = connect(`mongodb://tickfolio:${password}@mongo:27017/admin?directConnection=true`);
try {
  rs.status();
} catch (error) {
  if (error.codeName !== 'NotYetInitialized') throw error;
  rs.initiate({ _id: 'rs0', members: [{ _id: 0, host: 'mongo:27017' }] });
}
while (!db.hello().isWritablePrimary) sleep(100);
