import { QueueCatalogue } from '../../src/platform/queues/queue-catalogue';
import { startApp, TestApp } from '../support/application/app';

describe('metrics of the queues', () => {
  let running: TestApp;

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api' });
  });

  afterAll(() => running.close());

  const scrape = async () => (await fetch(`${running.url}/metrics`)).text();

  it('tell depth and oldest age of every queue', async () => {
    const queue = running.app.get(QueueCatalogue).queues.find(({ name }) => name === 'reports');
    await queue?.add('old', {}, { timestamp: Date.now() - 90_000 });
    await queue?.add('new', {});
    const text = await scrape();
    for (const name of ['market-refresh', 'notifications', 'portfolio-analysis', 'privacy', 'reports'])
      expect(text).toContain(`tickfolio_queue_jobs{queue="${name}",state="waiting"}`);
    expect(text).toContain('tickfolio_queue_jobs{queue="reports",state="waiting"} 2');
    const [, age] = /tickfolio_queue_oldest_waiting_seconds\{queue="reports"\} (\S+)/.exec(text) ?? [];
    expect(Number(age)).toBeGreaterThanOrEqual(90);
    expect(text).toContain('tickfolio_queue_oldest_waiting_seconds{queue="notifications"} 0');
  });
});
