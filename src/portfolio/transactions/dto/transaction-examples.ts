const account_id = '665f1f77bcf86cd799439012';

/** Lines as clients send them, for the API document. */
export const LINE_EXAMPLES = {
  buy: {
    summary: 'A purchase with a fee',
    value: {
      account_id,
      type: 'buy',
      date: '2024-05-13',
      symbol: 'AAPL',
      quantity: 10,
      price: 182.5,
      fee: 1,
    },
  },
  sell: {
    summary: 'A sale of two named lots',
    value: {
      account_id,
      type: 'sell',
      date: '2024-06-03',
      symbol: 'AAPL',
      quantity: 5,
      price: 194,
      lots: [
        { transaction_id: '665f1f77bcf86cd799439013', quantity: 3 },
        { transaction_id: '665f1f77bcf86cd799439014', quantity: 2 },
      ],
    },
  },
  dividend: {
    summary: 'A dividend, 15 % withheld',
    value: { account_id, type: 'dividend', date: '2024-07-01', symbol: 'KO', amount: 38.8, tax: 5.82 },
  },
  many: {
    summary: 'Several lines, all or none',
    value: {
      items: [
        { account_id, type: 'deposit', date: '2024-05-01', amount: 2500, note: 'salary' },
        {
          account_id,
          type: 'buy',
          date: '2024-05-02',
          symbol: 'BTC-USD',
          quantity: '0.012345678901234567',
          price: 58000,
          external_id: 'broker-2024-000123',
        },
      ],
    },
  },
} as const;
