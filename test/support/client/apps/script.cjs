// A CommonJS program with the installed package: prints who signed in and a quote's symbol.
const { createTickfolioClient, expectData } = require('@tickfolio/client');
const { isRefusal } = require('@tickfolio/client/stream');

async function main() {
  const { TICKFOLIO_URL: baseUrl, EMAIL: email, PASSWORD: password } = process.env;
  const tickfolio = createTickfolioClient({ baseUrl });
  const { user } = await tickfolio.session.login({ email, password });
  const params = { path: { symbol: 'AAPL' } };
  const quote = expectData(await tickfolio.GET('/api/v1/market/real-time/{symbol}', { params }));
  const documents = [require('@tickfolio/client/openapi.json'), require('@tickfolio/client/asyncapi.json')];
  const titles = documents.map(({ info }) => info.title);
  console.log(JSON.stringify({ email: user.email, symbol: quote.symbol, refused: isRefusal(quote), titles }));
}

void main();
