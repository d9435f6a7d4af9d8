import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { INestApplicationContext } from '@nestjs/common';
import { Types } from 'mongoose';
import { Passwords } from '../users/passwords';
import { BarImporter } from '../market/history/bars/bar-importer';
import { Purchase } from '../portfolio/portfolio';
import { AccountsService } from '../portfolio/accounts/accounts.service';
import { PortfoliosService } from '../portfolio/portfolios.service';
import { TransactionsService } from '../portfolio/transactions/transactions.service';
import { User } from '../users/user';
import { UsersService } from '../users/users.service';
import { DOLLAR_LINES, EURO_LINES } from './demo-life';
import { DEMO_ADMIN_LOGIN, DEMO_LOGIN, Login } from './demo-logins';
import { asOwner } from '../common/identity/owner';

const DEMO_INDEX_ASSETS: Purchase[] = [
  { symbol: 'SPX', quantity: 1, purchase_price: 1455.22, purchase_date: '2000-01-03' },
  { symbol: 'SPX', quantity: 1, purchase_price: 676.53, purchase_date: '2009-03-09' },
];

/** Twenty real years of the S&P 500, from a package that only a development checkout has. */
const INDEX_DAYS = join(__dirname, '../../node_modules/vega-datasets/data/sp500-2000.csv');

/** Two accounts and portfolios to look at, for a database that is empty at every start. */
export async function loadDemoData(app: INestApplicationContext): Promise<void> {
  const demo = await openAccount(app, DEMO_LOGIN, { full_name: 'Demo Investor', is_superuser: false });
  await openAccount(app, DEMO_ADMIN_LOGIN, { full_name: 'Demo Administrator', is_superuser: true });
  await loadLife(app, demo.id);
  if (existsSync(INDEX_DAYS)) await loadIndex(app, demo.id);
}

/** Years of a saver with two accounts in two currencies. */
async function loadLife(app: INestApplicationContext, userId: string): Promise<void> {
  const owner = asOwner(userId);
  const accounts = app.get(AccountsService, { strict: false });
  const transactions = app.get(TransactionsService, { strict: false });
  const { id } = await app
    .get(PortfoliosService, { strict: false })
    .create(userId, { name: 'Long-term savings', currency: 'USD', assets: [] });
  const [main] = (await accounts.list(owner, id)).items;
  const dollars = await accounts.change(owner, id, main!.id, { name: 'Depot', tracks_cash: true });
  const euros = await accounts.create(
    owner,
    id,
    { name: 'Euro account', currency: 'EUR', tracks_cash: true, cost_method: 'average' },
    new Types.ObjectId().toHexString(),
  );
  const contents = [
    ...DOLLAR_LINES.map((line) => ({ ...line, account_id: dollars.id })),
    ...EURO_LINES.map((line) => ({ ...line, account_id: euros.id })),
  ];
  await transactions.create(owner, id, { contents, isList: true }, new Types.ObjectId().toHexString());
}

async function loadIndex(app: INestApplicationContext, userId: string): Promise<void> {
  await app.get(BarImporter, { strict: false }).load(readFileSync(INDEX_DAYS, 'utf8'), {
    symbol: 'SPX',
    currency: 'USD',
    adjustment: 'raw',
    skipBad: false,
  });
  await app.get(PortfoliosService, { strict: false }).create(userId, {
    name: 'S&P 500, real days 2000 to 2020',
    currency: 'USD',
    assets: DEMO_INDEX_ASSETS,
  });
}

async function openAccount(
  app: INestApplicationContext,
  { email, password }: Login,
  person: { full_name: string; is_superuser: boolean },
): Promise<User> {
  const hashed_password = await app.get(Passwords, { strict: false }).hash(password);
  return app.get(UsersService, { strict: false }).create({ email, hashed_password, ...person });
}
