import type { HoldingValue, Subscriptions } from '@tickfolio/client/stream';
import { useQueryClient } from '@tanstack/react-query';
import { type ChangeEvent, useEffect, useState } from 'react';
import { $api, tickfolio } from './api';

export function Portfolio({ id, subscriptions }: { id: string; subscriptions: Subscriptions }) {
  const queries = useQueryClient();
  const params = { path: { id } };
  const { data } = $api.useQuery('get', '/api/v1/portfolio/{id}', { params });
  const upload = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0];
    if (!file) return;
    await tickfolio.uploadLots(id, file);
    await queries.invalidateQueries($api.queryOptions('get', '/api/v1/portfolio/{id}', { params }));
  };
  const lots = data?.assets.length ?? 0;
  return (
    <section aria-label="Portfolio">
      <h2>{data?.name}</h2>
      <input type="file" aria-label="Lots" onChange={(event) => void upload(event)} />
      <p role="status">{lots} lots</p>
      <Holdings id={id} subscriptions={subscriptions} />
      {lots > 0 && <Chart id={id} />}
      {lots > 0 && <Report id={id} />}
    </section>
  );
}

function Holdings({ id, subscriptions }: { id: string; subscriptions: Subscriptions }) {
  const [rows, setRows] = useState<HoldingValue[]>([]);
  useEffect(() => subscriptions.holdings(id, setRows), [id, subscriptions]);
  return (
    <table aria-label="Holdings">
      <tbody>
        {rows.map(({ symbol, price, market_value, day_change }) => (
          <tr key={symbol} data-symbol={symbol}>
            <th>{symbol}</th>
            <td className="price">{price}</td>
            <td>{market_value}</td>
            <td>{day_change}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Chart({ id }: { id: string }) {
  const [source, setSource] = useState<string>();
  useEffect(() => {
    let address: string | undefined;
    void tickfolio.chart(id, 'value').then((picture) => {
      address = URL.createObjectURL(picture);
      setSource(address);
    });
    return () => {
      if (address) URL.revokeObjectURL(address);
    };
  }, [id]);
  return source ? <img src={source} alt="Value over time" /> : null;
}

function Report({ id }: { id: string }) {
  const order = $api.useMutation('post', '/api/v1/reports');
  const reportId = order.data?.id ?? '';
  const { data } = $api.useQuery(
    'get',
    '/api/v1/reports/{id}',
    { params: { path: { id: reportId } } },
    {
      enabled: reportId !== '',
      refetchInterval: ({ state }) => (state.data?.status === 'completed' ? false : 250),
    },
  );
  const download = async () => {
    const { blob, filename } = await tickfolio.downloadReport(reportId);
    const link = Object.assign(document.createElement('a'), {
      href: URL.createObjectURL(blob),
      download: filename,
    });
    link.click();
  };
  const wish = { portfolio_id: id, type: 'holdings', format: 'csv' } as const;
  return (
    <>
      <button onClick={() => order.mutate({ body: wish })}>Order report</button>
      {data?.status === 'completed' && <button onClick={() => void download()}>Download report</button>}
    </>
  );
}
