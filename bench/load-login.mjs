// node load-login.mjs URL EMAIL,EMAIL,… PASSWORD SECONDS: each account signs in over and over; prints { rate }.
import { repeatedly } from './measure.mjs';

const [url, emails, password, seconds] = process.argv.slice(2);
const signIns = emails.split(',').map((email) => async () => {
  const answer = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  if (!answer.ok) throw new Error(`${email}: ${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
});
console.log(JSON.stringify({ rate: await repeatedly(Number(seconds), signIns) }));
