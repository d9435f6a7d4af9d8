// node ledger-reads.mjs MONGODB_URI PORTFOLIO FROM TO SYMBOL …: reads the closes and the lines that an analysis needs with the bare driver, per request.
import { createServer } from 'node:http';
import mongoose from 'mongoose';

const [uri, portfolio, from, to, ...symbols] = process.argv.slice(2);
const client = await new mongoose.mongo.MongoClient(uri).connect();
const bars = client.db().collection('market_data');
const transactions = client.db().collection('transactions');
const timestamp = { $gte: new Date(from), $lte: new Date(to) };
const projection = { _id: 0, timestamp: 1, close: 1 };

const closesOf = (symbol) =>
  bars
    .find({ symbol, data_type: 'historical', source: 'import', timestamp }, { projection })
    .sort({ timestamp: 1 })
    .batchSize(5_000)
    .toArray();

const lines = () =>
  transactions
    .find({ portfolio_id: new mongoose.Types.ObjectId(portfolio) })
    .batchSize(5_000)
    .toArray();

const server = createServer(async (_request, response) => {
  const read = await Promise.all([lines(), ...symbols.map(closesOf)]);
  response.end(String(read.reduce((sum, { length }) => sum + length, 0)));
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
process.once('SIGTERM', () => process.exit(0));
