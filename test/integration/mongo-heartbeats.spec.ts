import { getConnectionToken } from '@nestjs/mongoose';
import { Connection } from 'mongoose';
import { startApp, TestApp } from '../support/application/app';
import { eventually } from '../support/waiting/eventually';

describe('the watch on MongoDB', () => {
  let running: TestApp;

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api' });
  });

  afterAll(() => running.close());

  it('goes on without costing a server that answers its connections', async () => {
    const client = running.app.get<Connection>(getConnectionToken()).getClient();
    let beats = 0;
    const broken: string[] = [];
    client.on('serverHeartbeatSucceeded', () => (beats += 1));
    client.on('serverHeartbeatFailed', ({ failure }) => broken.push(failure.message));
    client.on('connectionPoolCleared', () => broken.push('all connections dropped'));
    await eventually(() => beats >= 3 || broken.length > 0);
    expect(broken).toEqual([]);
  });
});
