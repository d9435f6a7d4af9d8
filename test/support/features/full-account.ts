import { getConnectionToken } from '@nestjs/mongoose';
import { Connection, Types } from 'mongoose';
import request from 'supertest';
import { RememberedDevicesService } from '../../../src/auth/factors/devices/remembered-devices.service';
import { OidcLinksRepository } from '../../../src/auth/oidc/oidc-links.repository';
import { PasskeysRepository } from '../../../src/auth/passkeys/passkeys.repository';
import type { Account } from '../application/accounts';
import type { TestApp } from '../application/app';
import { eventually } from '../waiting/eventually';
import { readImport } from './imports';
import { finishedReport, openPortfolio, orderedReport } from './reports';

const EXPORT = '/api/v1/users/me/export';
const CSV = 'symbol,quantity,purchase_price,purchase_date\nAAPL,1,150,2024-01-02\n';

/** Gives an account something in every room. */
export async function fillAccount(
  running: TestApp,
  account: Account,
  superuser: Account,
): Promise<{ portfolioId: string; reportId: string; tokenText: string }> {
  const { authorization, user } = account;
  const post = async (path: string, body: object) =>
    (await request(running.url).post(`/api/v1/${path}`).set(authorization).send(body).expect(201)).body;
  const put = (path: string, body: object) =>
    request(running.url).put(`/api/v1/${path}`).set(authorization).send(body).expect(200);
  const portfolioId = await openPortfolio(running, account, 'All that Ada has');
  await request(running.url)
    .post('/api/v1/portfolio')
    .set(authorization)
    .set('Idempotency-Key', 'key-of-ada')
    .send({ name: 'Second', assets: [] })
    .expect(201);
  await request(running.url)
    .get(`/api/v1/portfolio/${portfolioId}/performance`)
    .set(authorization)
    .expect(200);
  await put(`portfolio/${portfolioId}/locks/2023`, {});
  await readImport(running, account, portfolioId, CSV);
  await put('import-templates/mine', {
    mapping: { columns: { date: 'Day', amount: 'Sum' }, types: {} },
  });
  await put('market/private/PRIVATE:HOUSE/prices', {
    name: 'The house of Ada',
    currency: 'EUR',
    prices: [{ date: '2024-01-02', close: 250_000 }],
  });
  await post('watchlists', { name: 'Watched by Ada', items: [{ symbol: 'NVDA', note: 'a note of Ada' }] });
  await post('notifications/alerts', { symbol: 'AAPL', condition: 'above', price: 1e6 });
  await post('notifications/alerts', { symbol: 'AAPL', condition: 'above', price: 1 });
  const expires_at = new Date(Date.now() + 3_600_000).toISOString();
  const token = await post('tokens', { name: 'Program of Ada', scopes: ['read'], expires_at });
  await post('auth/factors/totp', {});
  await running.app.get(RememberedDevicesService).remember(user.id, { user_agent: 'phone of Ada' });
  const identity = { issuer: 'https://login.example.com', subject: user.email };
  await running.app.get(OidcLinksRepository).insert(user.id, identity, new Date());
  await running.app.get(PasskeysRepository).insertIntoSlot(user.id, `${user.id}:0`, {
    name: 'Key of Ada',
    credential_id: user.email,
    public_key: 'public',
    counter: 0,
    transports: ['usb'],
    backed_up: false,
    created_at: new Date(),
  });
  const { id: reportId } = await orderedReport(running, account, portfolioId);
  await finishedReport(running, account, reportId);
  const locked = await orderedReport(running, account, portfolioId, { to: '2023-12-31' });
  await finishedReport(running, account, locked.id);
  const ordered = await orderedReport(running, superuser, portfolioId);
  await finishedReport(running, superuser, ordered.id);
  await request(running.url).post(EXPORT).set(authorization).send({}).expect(202);
  await eventually(
    async () => (await request(running.url).get(EXPORT).set(authorization)).body.status === 'completed',
  );
  await storeWhatIsShortLived(running, account, superuser, portfolioId);
  return { portfolioId, reportId, tokenText: String(token.token) };
}

/** What lives for minutes, as the routes that make it store it. */
async function storeWhatIsShortLived(
  { app }: TestApp,
  { user }: Account,
  superuser: Account,
  portfolioId: string,
): Promise<void> {
  const { db } = app.get<Connection>(getConnectionToken());
  const user_id = new Types.ObjectId(user.id);
  const expires_at = new Date(Date.now() + 30 * 86_400_000);
  const documents: Record<string, object> = {
    ledger_changes: {
      user_id,
      portfolio_id: new Types.ObjectId(portfolioId),
      removed_rows: [],
      begun_at: new Date(),
    },
    portfolio_removals: { user_id, portfolio_id: new Types.ObjectId(), begun_at: new Date() },
    sign_in_tickets: { user_id, ticket_hash: user.id, password_digest: '', expires_at },
    // of a moment that no sweep reaches
    mail_orders: { kind: 'registration', email: user.email, ordered_at: expires_at, expires_at },
    registrations: { email: user.email, hashed_password: '', full_name: 'Ada Lovelace', expires_at },
    invitations: {
      email: user.email,
      slot: `${user.id}:invited`,
      invited_by: new Types.ObjectId(superuser.user.id),
      expires_at,
    },
    instrument_choices: { user_id, key: 'isin:US0378331005@USD', symbol: 'AAPL', chosen_at: new Date() },
    account_codes: {
      user_id: new Types.ObjectId(superuser.user.id),
      kind: 'confirm_new_email',
      address: user.email,
      created_at: new Date(),
      expires_at,
    },
    notifications: {
      user_id: new Types.ObjectId(superuser.user.id),
      kind: 'invitation',
      dedupe_key: `message:${user.email}`,
      to: { channel: 'email', address: user.email },
      routed_at: new Date(),
      created_at: new Date(),
    },
  };
  for (const [collection, document] of Object.entries(documents))
    await db!.collection(collection).insertOne(document);
}
