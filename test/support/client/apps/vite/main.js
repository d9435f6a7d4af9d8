import { createTickfolioClient, expectData } from '@tickfolio/client';
import { connectStream, isRefusal } from '@tickfolio/client/stream';

/** Signs in, asks a quote, waits for a tick; what was seen becomes the page's title. */
async function main() {
  const [baseUrl, email, password] = JSON.parse(decodeURIComponent(location.hash.slice(1)));
  const tickfolio = createTickfolioClient({ baseUrl });
  const { user } = await tickfolio.session.login({ email, password });
  const params = { path: { symbol: 'AAPL' } };
  const quote = expectData(await tickfolio.GET('/api/v1/market/real-time/{symbol}', { params }));
  const stream = connectStream(baseUrl, tickfolio.session);
  const answer = await stream.emitWithAck('market:subscribe', { symbols: [quote.symbol] });
  const watched = isRefusal(answer) ? 0 : answer.quotes.length;
  document.title = JSON.stringify({ email: user.email, symbol: quote.symbol, watched });
}

main().catch((error) => {
  document.title = JSON.stringify({ error: String(error) });
});
