import { inCurrencies } from '../in-currencies';

/** Headers of both files in English, German, Dutch, French, Spanish, Italian and Portuguese; DEGIRO cuts some of them off. */
export const DEGIRO_SHARED = {
  date: ['Date', 'Datum', 'Fecha', 'Data'],
  time: ['Time', 'Uhrzeit', 'Zeit', 'Tijd', 'Heure', 'Hora', 'Ora'],
  name: ['Product', 'Produkt', 'Produit', 'Producto', 'Prodotto', 'Produto'],
  isin: ['ISIN', 'Code ISIN', 'Código ISIN', 'Codice ISIN'],
  id: [
    ...['Order ID', 'Order-ID', 'ID Ordre', 'ID Orden', 'ID de orden', 'ID Ordine', 'ID da Ordem'],
    ...['ID O', 'ID Order'],
  ],
} as const;

export const DEGIRO_TRANSACTIONS = {
  exchange: [
    ...['Reference exchange', 'Reference', 'Referenzbörse', 'Börse', 'Beurs', 'Exchange'],
    ...['Place boursière sectionnée', 'Place boursière', 'Bourse de référence', 'Bourse'],
    ...['Bolsa de referencia', 'Centro de referencia', 'Bolsa de', 'Bolsa de referência'],
    ...['Borsa di riferimento', 'Borsa di', 'Borsa'],
  ],
  quantity: ['Quantity', 'Anzahl', 'Aantal', 'Quantité', 'Número', 'Quantità', 'Quantidade'],
  price: ['Price', 'Kurs', 'Koers', 'Cours', 'Precio', 'Quotazione', 'Preço', 'Preços'],
  local: [
    ...['Local value', 'Wert in Lokalwährung', 'Lokale waarde', 'Valor local', 'Valore locale'],
    ...['Montant devise locale', 'Valeur locale'],
  ],
  value: inCurrencies('Value', 'Wert', 'Waarde', 'Montant', 'Valeur', 'Valor', 'Valore'),
  rate: [
    ...['Exchange rate', 'Wechselkurs', 'Wisselkoers', 'Taux de change', 'Tipo de cambio', 'Tasa de cambio'],
    ...['Tasso di cambio', 'Tasso di', 'Taxa de câmbio'],
  ],
  conversion: inCurrencies(
    ...['AutoFX Fee', 'AutoFX-Gebühr', 'AutoFX Kosten', 'Frais conversion AutoFX', 'Frais AutoFX'],
    ...['Comisión AutoFX', 'Comision AutoFX', 'Commissione AutoFX', 'Taxa AutoFX', 'Custo AutoFX'],
  ),
  fee: inCurrencies(
    ...['Transaction and/or third', 'Transaction and/or third party fees', 'Transaction costs'],
    ...['Transaktionsgebühren und/oder Fremdkosten', 'Transaktionsgebühren', 'Transaktionskosten', 'Gebühr'],
    ...['Transactiekosten en/of kosten van derden', 'Transactiekosten en/of', 'Transactiekosten'],
    ...[
      'Frais de courtage et/ou de parties tierces',
      'Frais de courtage et/ou de parties',
      'Frais de courtage',
    ],
    ...['Costes de transacción y/o externos', 'Costes de transaccion y/o externos', 'Costes de transacción'],
    ...['Costi di transazione e/o di terze parti', 'Costi di transazione', 'Commissioni di'],
    ...['Custos de transação e/ou taxas de terceiros', 'Custos de transação e/ou de terceiros'],
    ...['Custos de transação'],
  ),
  total: inCurrencies('Total', 'Gesamt', 'Totaal', 'Montant négocié', 'Totale'),
} as const;

export const DEGIRO_ACCOUNT = {
  value_date: [
    ...['Value date', 'Valutadatum', 'Valuta', 'Date de', 'Date de valeur', 'Fecha valor'],
    ...['Data Valore', 'Data Valor'],
  ],
  description: ['Description', 'Beschreibung', 'Omschrijving', 'Descripción', 'Descrizione', 'Descrição'],
  rate: ['FX', 'FX rate', 'Tipo', 'Borsa', 'T.'],
  change: ['Change', 'Änderung', 'Mutatie', 'Mouvements', 'Variación', 'Variazioni', 'Mudança'],
  balance: ['Balance', 'Saldo', 'Solde'],
} as const;

/** Kinds of lines of an account by what their description says, in the order in which they are tried. */
export const DEGIRO_KINDS = {
  fund: /geldmarktfonds|money market|fonds mon[ée]taire|fondos? (del )?mercado monetario|fondo monetario/i,
  inner:
    /cash sweep|flatexdegiro ?bank|übertrag auf das|geldkonto bei|cash account at|geldrekening|compte espèces/i,
  reservation: /^reserv/i,
  action: /^[^@]{2,60}: ?.*@/,
  trade: /^(buy|sell|kauf|verkauf|koop|verkoop|achat|vente|compra|venta|acquisto|vendita|venda)\b/i,
  costs:
    /transaction.*fees?|transaktionsgeb|transaktionskosten|transactiekosten|frais .*courtage|costes de transacci|costi di transazione|comissões de transação|custos de transação/i,
  conversion:
    /fx (credit|debit|withdrawal)|(credito|prelievo) fx|währungswechsel|valuta (credit|debit|omzet)|opération de change|(ingreso|retirada) cambio de divisa|(crédito|débito|levantamento) de divisa/i,
  withheld:
    /dividend ?tax|dividendensteuer|dividendbelasting|withholding|quellensteuer|impôts? sur (les )?dividende|retención del dividendo|impuesto.*dividendo|ritenuta sul dividendo|impostos? (sobre|de) (o )?dividendo/i,
  dividend: /dividend|ausschüttung|fund distribution|capital return|kapitaalsuitkering/i,
  interest: /interest|zinsen|\brente\b|intérêt|interés|intereses|interess[ei]|juros/i,
  withdrawal: /withdrawal|auszahlung|terugstorting|opname|retrait|retirada|prelievo|levantamento/i,
  deposit: /deposit|einzahlung|storting|ideal|versement|dépôt|ingreso|depósito/i,
  tax: /transactiebelasting|transaction tax|transaktionssteuer|stamp duty|\btob\b|taxe sur les transactions|impuesto|imposta|imposto/i,
  fee: /fee|gebühr|kosten|handelsmodalitäten|frais|comisi[oó]n|coste|costi|custo|taxa/i,
} as const;
