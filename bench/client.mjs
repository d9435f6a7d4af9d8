// The few calls that the benchmarks make before they measure.

import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';

const MOST_ATTEMPTS = 90;
const PAUSE_MS = 1_000;

/**
 * Like `call`, on a machine so busy that a store may be silent for longer than the application waits: a 503 is asked
 * again, a change under the Idempotency-Key of its first attempt.
 * @returns the body
 */
export async function callPatiently(url, method, path, { token, body } = {}) {
  const key = randomUUID();
  for (let attempt = 1; ; attempt++) {
    const response = await ask(url, method, path, { token, body, headers: { 'Idempotency-Key': key } });
    const text = await response.text();
    if (response.ok) return text;
    if (!isBusy(response, text) || attempt === MOST_ATTEMPTS)
      throw new Error(`${method} ${path} → ${response.status} ${text}`);
    await setTimeout(PAUSE_MS);
  }
}

/** What a store did not answer in time may still be under way. */
const isBusy = ({ status }, text) =>
  status === 503 || (status === 409 && JSON.parse(text).code === 'idempotency.in_progress');

export async function call(url, method, path, request = {}) {
  const response = await ask(url, method, path, request);
  if (!response.ok) throw new Error(`${method} ${path} → ${response.status} ${await response.text()}`);
  return response;
}

/** @param file text that is sent as it is, instead of a body */
export function ask(url, method, path, { token, body, file, headers }) {
  return fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      ...headers,
      ...(token && { Authorization: `Bearer ${token}` }),
      ...(body && { 'Content-Type': 'application/json' }),
      ...(file && { 'Content-Type': 'text/csv' }),
    },
    body: file ?? (body && JSON.stringify(body)),
  });
}

export const PASSWORD = 'benchmark-password';

let users = 0;

/** Registers a fresh user and gives the access token. */
export function signUp(url) {
  return signUpAs(url, `bench${users++}@example.com`);
}

export async function signUpAs(url, email) {
  const body = { email, password: PASSWORD, full_name: 'Bench' };
  return (await (await call(url, 'POST', '/auth/register', { body })).json()).access_token;
}
