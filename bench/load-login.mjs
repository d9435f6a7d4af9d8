// node load-login.mjs URL EMAIL PASSWORD SECONDS CONNECTIONS: signs in over and over; prints { rate }.
import autocannon from 'autocannon';

const [url, email, password, seconds, connections] = process.argv.slice(2);
const { requests, non2xx, errors } = await autocannon({
  url: `${url}/api/v1/auth/login`,
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ email, password }),
  duration: Number(seconds),
  connections: Number(connections),
});
if (non2xx + errors > 0) throw new Error(`${non2xx + errors} sign-ins failed`);
console.log(JSON.stringify({ rate: requests.average }));
