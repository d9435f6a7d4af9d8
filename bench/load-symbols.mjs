// node load-symbols.mjs PREFIX ROUND SYMBOLS AT_ONCE ASKERS [TOKEN]: asks for new symbols, so many at once, each of them by so many
// askers; prints { rate }: symbols a second.
const [prefix, round, symbols, atOnce, askers, token] = process.argv.slice(2);
const headers = token ? { authorization: `Bearer ${token}` } : {};
const open = Array.from({ length: Number(symbols) }, (_, i) => `B${round}X${i}`);

async function ask(symbol) {
  const answer = await fetch(`${prefix}${symbol}`, { headers });
  if (!answer.ok) throw new Error(`${symbol}: ${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
}

const start = performance.now();
const worker = async () => {
  for (let symbol = open.pop(); symbol; symbol = open.pop()) {
    await Promise.all(Array.from({ length: Number(askers) }, () => ask(symbol)));
  }
};
await Promise.all(Array.from({ length: Number(atOnce) }, worker));
console.log(JSON.stringify({ rate: (Number(symbols) * 1_000) / (performance.now() - start) }));
