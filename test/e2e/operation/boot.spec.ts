import request from 'supertest';
import { startApp, TestApp } from '../../support/application/app';

describe('the running application', () => {
  let running: TestApp;

  beforeAll(async () => {
    running = await startApp();
  });

  afterAll(() => running.close());

  it('is alive and ready with every part up', async () => {
    await request(running.url).get('/health/live').expect(200, { status: 'ok' });
    const { body } = await request(running.url).get('/health/ready').expect(200);
    expect(Object.keys(body.details).sort()).toEqual(['indexes', 'mongodb', 'process', 'queues', 'redis']);
  });

  it('answers an unknown route with problem+json', async () => {
    const { body, headers } = await request(running.url).get('/api/v1/nothing').expect(404);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(body).toMatchObject({
      status: 404,
      instance: '/api/v1/nothing',
      request_id: headers['x-request-id'],
    });
  });

  it('serves the OpenAPI document and its page', async () => {
    const { body } = await request(running.url).get('/docs-json').expect(200);
    expect(body.openapi).toMatch(/^3\./);
    await request(running.url).get('/docs').expect(200).expect('Content-Type', /html/);
  });
});
