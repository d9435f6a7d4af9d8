import { normalised } from '../table-format';

/** What German statements of Interactive Brokers call tables, columns and kinds of assets, by what English ones do. */
const TABLES: Readonly<Record<string, string>> = {
  Transaktionen: 'Trades',
  Dividenden: 'Dividends',
  Quellensteuer: 'Withholding Tax',
  Zinsen: 'Interest',
  Gebühren: 'Fees',
  Kapitalmaßnahmen: 'Corporate Actions',
  Überträge: 'Transfers',
  'Einzahlungen & Auszahlungen': 'Deposits & Withdrawals',
  Kontoinformation: 'Account Information',
  Kontoinformationen: 'Account Information',
  'Informationen zum Finanzinstrument': 'Financial Instrument Information',
};

const COLUMNS: Readonly<Record<string, string>> = {
  anlagekategorie: 'asset category',
  vermögenswertkategorie: 'asset category',
  währung: 'currency',
  konto: 'account',
  'datum/zeit': 'date/time',
  menge: 'quantity',
  't.-kurs': 't. price',
  erlös: 'proceeds',
  'provision/gebühr': 'comm/fee',
  'prov./gebühr': 'comm/fee',
  datum: 'date',
  abrechnungsdatum: 'settle date',
  beschreibung: 'description',
  betrag: 'amount',
  untertitel: 'subtitle',
};

const CATEGORIES: Readonly<Record<string, string>> = {
  Aktien: 'Stocks',
  Devisen: 'Forex',
  Fonds: 'Funds',
  Kryptowährungen: 'Cryptocurrencies',
};

export const ibTable = (name: string): string => TABLES[name] ?? name;

export const ibCategory = (name: string): string => CATEGORIES[name] ?? name;

/** In small letters. */
export function ibColumn(header: string): string {
  const name = normalised(header);
  return COLUMNS[name] ?? name.replace(/^provision in (?=[a-z]{3}$)/, 'comm in ');
}
