import { connectStream, type Subscriptions, subscriptionsOf } from '@tickfolio/client/stream';
import { useEffect, useState } from 'react';
import { $api, baseUrl, tickfolio } from './api';
import { onSubmit } from './fields';
import { Portfolio } from './portfolio';
import { Watching } from './watching';

/** The stream of whoever is signed in, as long as the dashboard is shown. */
function useSubscriptions(): Subscriptions | undefined {
  const [subscriptions, setSubscriptions] = useState<Subscriptions>();
  useEffect(() => {
    const stream = connectStream(baseUrl, tickfolio.session);
    setSubscriptions(subscriptionsOf(stream));
    return () => void stream.disconnect();
  }, []);
  return subscriptions;
}

export function Dashboard({ name }: { name: string }) {
  const subscriptions = useSubscriptions();
  const create = $api.useMutation('post', '/api/v1/portfolio');
  return (
    <main>
      <h1>{name}</h1>
      <button onClick={() => void tickfolio.session.logout()}>Sign out</button>
      <form
        onSubmit={onSubmit(({ portfolio = '' }) => create.mutate({ body: { name: portfolio, assets: [] } }))}
      >
        <input name="portfolio" aria-label="Name" />
        <button>Create</button>
      </form>
      {create.data && subscriptions && <Portfolio id={create.data.id} subscriptions={subscriptions} />}
      <Watching />
    </main>
  );
}
