import { Parser } from '@asyncapi/parser';
import request from 'supertest';
import { startApp, TestApp } from '../support/application/app';

/** as the parser's linter numbers severities */
const ERROR = 0;

describe('the document of the stream', () => {
  let running: TestApp;

  beforeAll(async () => {
    running = await startApp();
  });

  afterAll(() => running.close());

  it('is a valid AsyncAPI 3 document that names the events of the contract', async () => {
    const { text } = await request(running.url).get('/docs/stream.json').expect(200);
    const { document, diagnostics } = await new Parser().parse(text);
    expect(diagnostics.filter(({ severity }) => Number(severity) === ERROR)).toEqual([]);
    const names = document
      ?.messages()
      .all()
      .map((message) => message.name());
    expect(names).toEqual(
      expect.arrayContaining([
        'market:tick',
        'report:progress',
        'notification',
        'market:subscribe',
        'session:renew',
      ]),
    );
  });

  it('says what each event is for, and shows one', async () => {
    const { body } = await request(running.url).get('/docs/stream.json').expect(200);
    const messages = Object.values(body.channels.stream.messages as Record<string, Record<string, unknown>>);
    expect(messages.filter(({ summary, title }) => !summary && !title)).toEqual([]);
    expect(messages.filter(({ examples }) => !examples)).toEqual([]);
    expect(body.components.schemas.Tick.properties.timestamp.format).toBe('date-time');
  });

  it('is a page that loads nothing', async () => {
    const { text, headers } = await request(running.url).get('/docs/stream').expect(200);
    expect(headers['content-type']).toMatch(/^text\/html/);
    expect(text).toContain('<code>market:tick</code>');
    expect(text).not.toMatch(/<script|<link|src=|@import/);
  });
});
