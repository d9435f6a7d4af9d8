import { useQueryClient } from '@tanstack/react-query';
import { $api } from './api';
import { onSubmit } from './fields';

/** Alerts and a watchlist. */
export function Watching() {
  return (
    <>
      <Alerts />
      <Watchlist />
    </>
  );
}

function Alerts() {
  const queries = useQueryClient();
  const { data } = $api.useQuery('get', '/api/v1/notifications/alerts');
  const add = $api.useMutation('post', '/api/v1/notifications/alerts', {
    onSuccess: () => queries.invalidateQueries($api.queryOptions('get', '/api/v1/notifications/alerts')),
  });
  const submit = ({ symbol = '', price }: Record<string, string>) =>
    add.mutate({ body: { symbol, condition: 'above', price: Number(price) } });
  return (
    <section aria-label="Alerts">
      <form onSubmit={onSubmit(submit)}>
        <input name="symbol" aria-label="Symbol of the alert" />
        <input name="price" aria-label="Price" />
        <button>Set alert</button>
      </form>
      <ul>
        {data?.items.map(({ id, symbol, condition, price }) => (
          <li key={id}>{`${symbol} ${condition} ${price}`}</li>
        ))}
      </ul>
    </section>
  );
}

function Watchlist() {
  const create = $api.useMutation('post', '/api/v1/watchlists');
  const id = create.data?.id ?? '';
  const { data } = $api.useQuery(
    'get',
    '/api/v1/watchlists/{id}/quotes',
    { params: { path: { id } } },
    { enabled: id !== '' },
  );
  const submit = ({ symbols = '' }: Record<string, string>) =>
    create.mutate({ body: { name: 'Mine', items: symbols.split(',').map((symbol) => ({ symbol })) } });
  return (
    <section aria-label="Watchlist">
      <form onSubmit={onSubmit(submit)}>
        <input name="symbols" aria-label="Symbols" />
        <button>Watch</button>
      </form>
      <ul>
        {data?.items.map(({ symbol, close, currency }) => (
          <li key={symbol}>{`${symbol} ${close} ${currency}`}</li>
        ))}
      </ul>
    </section>
  );
}
