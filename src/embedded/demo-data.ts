import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { INestApplicationContext } from '@nestjs/common';
import { Passwords } from '../users/passwords';
import { BarImporter } from '../market/bar-importer';
import { Asset } from '../portfolio/portfolio';
import { PortfoliosService } from '../portfolio/portfolios.service';
import { User } from '../users/user';
import { UsersService } from '../users/users.service';
import { DEMO_ADMIN_LOGIN, DEMO_LOGIN, Login } from './demo-logins';

const DEMO_ASSETS: Asset[] = [
  { symbol: 'AAPL', quantity: 40, purchase_price: 142.1, purchase_date: '2021-01-08' },
  { symbol: 'MSFT', quantity: 12, purchase_price: 251.3, purchase_date: '2021-04-12' },
  { symbol: 'MSFT', quantity: 6, purchase_price: 239.8, purchase_date: '2023-01-17' },
  { symbol: 'NVDA', quantity: 30, purchase_price: 27.7, purchase_date: '2023-06-01' },
  { symbol: 'KO', quantity: 80, purchase_price: 61.2, purchase_date: '2022-08-15' },
];

const DEMO_INDEX_ASSETS: Asset[] = [
  { symbol: 'SPX', quantity: 1, purchase_price: 1455.22, purchase_date: '2000-01-03' },
  { symbol: 'SPX', quantity: 1, purchase_price: 676.53, purchase_date: '2009-03-09' },
];

/** Twenty real years of the S&P 500, from a package that only a development checkout has. */
const INDEX_DAYS = join(__dirname, '../../node_modules/vega-datasets/data/sp500-2000.csv');

/** Two accounts and portfolios to look at, for a database that is empty at every start. */
export async function loadDemoData(app: INestApplicationContext): Promise<void> {
  const demo = await openAccount(app, DEMO_LOGIN, { full_name: 'Demo Investor', is_superuser: false });
  await openAccount(app, DEMO_ADMIN_LOGIN, { full_name: 'Demo Administrator', is_superuser: true });
  await app.get(PortfoliosService, { strict: false }).create(demo.id, {
    name: 'Long-term savings',
    currency: 'USD',
    assets: DEMO_ASSETS,
  });
  if (existsSync(INDEX_DAYS)) await loadIndex(app, demo.id);
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
