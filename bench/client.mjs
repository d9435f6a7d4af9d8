// The few calls that the benchmarks make before they measure.

export async function call(url, method, path, { token, body } = {}) {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      ...(token && { Authorization: `Bearer ${token}` }),
      ...(body && { 'Content-Type': 'application/json' }),
    },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path} → ${response.status} ${await response.text()}`);
  return response;
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
