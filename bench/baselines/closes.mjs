// node closes.mjs MONGODB_URI FROM TO SYMBOL …: reads the closes that an analysis needs with the bare driver, all symbols at once, per request.
import { createServer } from 'node:http';
import mongoose from 'mongoose';

const [uri, from, to, ...symbols] = process.argv.slice(2);
const client = await new mongoose.mongo.MongoClient(uri).connect();
const bars = client.db().collection('market_data');
const timestamp = { $gte: new Date(from), $lte: new Date(to) };
const projection = { _id: 0, timestamp: 1, close: 1 };

const closesOf = (symbol) =>
  bars
    .find({ symbol, data_type: 'historical', source: 'simulated', timestamp }, { projection })
    .sort({ timestamp: 1 })
    .batchSize(5_000)
    .toArray();

const server = createServer(async (_request, response) => {
  const series = await Promise.all(symbols.map(closesOf));
  response.end(String(series.reduce((sum, { length }) => sum + length, 0)));
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
process.once('SIGTERM', () => process.exit(0));
