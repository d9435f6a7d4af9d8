// Made by `npm run client:generate` from openapi.json. Do not edit.

const ROUTES =
  /^(POST \/api\/v1\/portfolio|POST \/api\/v1\/portfolio\/[^\/]+\/accounts|POST \/api\/v1\/portfolio\/[^\/]+\/transactions|POST \/api\/v1\/portfolio\/[^\/]+\/imports\/[^\/]+\/apply|POST \/api\/v1\/reports)$/;

/** Whether an order to this path is carried out once for each `Idempotency-Key`. */
export function takesIdempotencyKey(method: string, path: string): boolean {
  return ROUTES.test(`${method} ${path.split('?')[0]}`);
}
