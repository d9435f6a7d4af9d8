// node history.mjs MONGODB_URI SYMBOL FROM TO: reads the same documents with the bare driver and stringifies them, per request.
import { createServer } from 'node:http';
import mongoose from 'mongoose';

const [uri, symbol, from, to] = process.argv.slice(2);
const client = await new mongoose.mongo.MongoClient(uri).connect();
const bars = client.db().collection('market_data');
const filter = {
  symbol,
  data_type: 'historical',
  source: 'simulated',
  timestamp: { $gte: new Date(from), $lte: new Date(to) },
};
const projection = { _id: 0, timestamp: 1, open: 1, high: 1, low: 1, close: 1, volume: 1 };

const server = createServer(async (_request, response) => {
  const items = await bars.find(filter, { projection }).sort({ timestamp: 1 }).batchSize(5_000).toArray();
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify({ symbol, items }));
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
process.once('SIGTERM', () => process.exit(0));
