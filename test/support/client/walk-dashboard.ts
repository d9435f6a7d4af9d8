import { readFile } from 'node:fs/promises';
import { Page } from 'playwright-core';
import { Account } from '../application/accounts';

const LOTS = `symbol,quantity,purchase_price,purchase_date
AAPL,10,150,2024-01-02
SIM-WILD,5,100,2024-01-02
`;

/** Uses the dashboard of `apps/vite/dashboard` as its user would; gives what was to be seen. */
export async function walkDashboard(page: Page, { user, password }: Account) {
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const fill = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text);
  const section = (name: string) => page.getByRole('region', { name });
  await fill('Address', user.email);
  await fill('Password', password);
  await press('Sign in');
  await page.getByRole('heading', { name: user.full_name }).waitFor();

  await fill('Name', 'Growth');
  await press('Create');
  await section('Portfolio').getByRole('heading', { name: 'Growth' }).waitFor();
  const file = { name: 'lots.csv', mimeType: 'text/csv', buffer: Buffer.from(LOTS) };
  await page.getByLabel('Lots', { exact: true }).setInputFiles(file);
  const lots = page.getByRole('status');
  await lots.getByText('2 lots').waitFor();

  // The price of SIM-WILD is another one every second.
  const price = page.locator('tr[data-symbol="SIM-WILD"] .price');
  const before = await price.innerText();
  await page.waitForFunction(
    `document.querySelector('tr[data-symbol="SIM-WILD"] .price').textContent !== ${JSON.stringify(before)}`,
  );
  const chart = page.getByRole('img', { name: 'Value over time' });
  await chart.waitFor();
  await press('Order report');
  const downloading = page.waitForEvent('download');
  await press('Download report');
  const download = await downloading;
  const report = await readFile(await download.path(), 'utf8');
  if (!report.includes('SIM-WILD')) throw new Error(report);

  await fill('Symbol of the alert', 'AAPL');
  await fill('Price', '100000');
  await press('Set alert');
  const alert = section('Alerts').getByRole('listitem');
  await alert.waitFor();
  await fill('Symbols', 'MSFT,NVDA');
  await press('Watch');
  const watched = section('Watchlist').getByRole('listitem');
  await watched.nth(1).waitFor();

  const seen = {
    alert: await alert.innerText(),
    chart: await chart.evaluate((image: unknown) => (image as { naturalWidth: number }).naturalWidth > 0),
    lots: await lots.innerText(),
    report: download.suggestedFilename(),
    rows: (await page.locator('tr[data-symbol] th').allInnerTexts()).sort(),
    watched: (await watched.allInnerTexts()).map((text) => text.split(' ', 1)[0]),
  };
  await press('Sign out');
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  return seen;
}
