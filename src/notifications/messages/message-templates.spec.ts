import { Environment } from '../../config/environment';
import { MessageTemplates } from './message-templates';
import { Message, MESSAGE_KINDS, NOTIFICATION_KINDS } from '../notification';

const templates = new MessageTemplates(
  Object.assign(new Environment(), {
    PUBLIC_URL: 'https://folio.example.com',
    JWT_SECRET: 'a-secret-of-at-least-32-characters',
  }),
);

const notification: Message = {
  id: '665f1f77bcf86cd799439011',
  user_id: '665f1f77bcf86cd799439012',
  kind: 'report_completed',
  title: 'Your report is ready',
  body: 'The performance report of “R&D <b>fund</b>” is ready.',
  link: '/reports/665f1f77bcf86cd799439011?a=1&b=2',
  facts: { portfolio: '<script>alert(1)</script>', size_bytes: 84_211.5, year: 2026, report_id: '4711' },
  read: false,
  to: null,
  code_id: null,
  created_at: new Date('2026-03-02T14:30:59Z'),
};

describe('MessageTemplates', () => {
  it('escapes what users wrote in HTML, and only there', async () => {
    const { subject, text, html } = await templates.mail({ ...notification, title: 'Done: “A & B”' });
    expect(subject).toBe('Your report is ready');
    expect(text).toContain('“R&D <b>fund</b>” is ready.');
    expect(html).toContain('R&amp;D &lt;b&gt;fund&lt;/b&gt;');
    expect(html).not.toMatch(/<script|<b>/);
  });

  it('lets long words of users break instead of widening the mail', async () => {
    const { html } = await templates.mail({ ...notification, title: 'TITLE', body: 'BODY' });
    expect(html).toMatch(/word-break:break-word;">TITLE<\/h1>/);
    expect(html).toMatch(/word-break:break-word;">BODY<\/p>/);
  });

  it('shows link, facts and the time in text and HTML', async () => {
    const { text, html } = await templates.mail(notification);
    expect(text).toContain(
      'Open the report: https://folio.example.com/reports/665f1f77bcf86cd799439011?a=1&b=2',
    );
    expect(text).toContain('Size bytes: 84,211.5\nYear: 2026\n');
    expect(html).toContain('?a&#x3D;1&amp;b&#x3D;2"');
    for (const part of [text, html]) {
      expect(part).toContain('2026-03-02 14:30 UTC');
      expect(part).not.toContain('4711');
    }
  });

  it.each(NOTIFICATION_KINDS)('has words for %s, with and without a link', async (kind) => {
    const withLink = await templates.mail({ ...notification, kind });
    const without = await templates.mail({ ...notification, kind, link: null, facts: {} });
    expect(withLink.text).toMatch(/\w+.*: https:/);
    expect(without.text).not.toContain('http');
    expect(without.html).not.toContain('href');
    expect(without.text).toMatch(/\n--\n\w+/);
  });

  it('takes nothing that a user wrote into a subject or an SMS', async () => {
    for (const kind of NOTIFICATION_KINDS) {
      const told = {
        ...notification,
        kind,
        title: 'Call +1 555',
        body: 'Call +1 555',
        facts: { portfolio: 'Call' },
      };
      expect((await templates.mail(told)).subject + (await templates.sms(told))).not.toContain('Call');
    }
  });

  it('carries the secret of a message as a code and in its link', async () => {
    const code_id = '665f1f77bcf86cd799439013';
    const { text } = await templates.mail({
      ...notification,
      kind: 'reset_password',
      title: '',
      body: '',
      code_id,
    });
    const [, token] = /Code: (\S+)/.exec(text) ?? [];
    expect(token).toMatch(/^665f1f77bcf86cd799439013[\w-]{32}$/);
    expect(text).toContain(`https://folio.example.com/account/reset-password#token=${token}`);
    const sms = await templates.sms({ ...notification, kind: 'confirm_phone', link: null, code_id });
    expect(sms).toMatch(/^Tickfolio: Confirm your number\. Code: \d{6}$/);
  });

  it.each(MESSAGE_KINDS)('has words for the message %s', async (kind) => {
    const { subject, text } = await templates.mail({
      ...notification,
      kind,
      title: '',
      body: '',
      link: null,
      facts: {},
    });
    expect(subject).toMatch(/\w+ \w+/);
    expect(text).toMatch(/\w+\.\n/);
  });

  it.each([
    ['report_completed', '/api/v1/reports/4711/download', 'https://folio.example.com/reports/4711'],
    ['export_completed', '/api/v1/users/me/export/download', 'https://folio.example.com/account/export'],
  ] as const)('opens a page of the front-end, not the API, for %s', async (kind, link, page) => {
    const told = { ...notification, kind, link };
    for (const text of [(await templates.mail(told)).text, await templates.sms(told)]) {
      expect(text).toMatch(new RegExp(`${page}(\\s|$)`));
      expect(text).not.toContain('/api/');
    }
  });

  it('leaves a link into the API out where no page shows what is there', async () => {
    const told = { ...notification, kind: 'price_alert', link: '/api/v1/market/real-time/AAPL' } as const;
    expect((await templates.mail(told)).text).not.toContain('http');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'ftp://x/y'])('drops the link %s', async (link) => {
    expect((await templates.mail({ ...notification, link })).text).not.toContain(link);
  });

  it('leaves a path out where the installation has no public address', async () => {
    const { text } = await new MessageTemplates(new Environment()).mail(notification);
    expect(text).not.toContain('/reports/');
  });

  it('begins a link with all of the public address', async () => {
    const below = new MessageTemplates(
      Object.assign(new Environment(), { PUBLIC_URL: 'https://example.com/folio/' }),
    );
    expect((await below.mail(notification)).text).toContain(': https://example.com/folio/reports/665f');
  });

  it('shows an SMS its link', async () => {
    expect(await templates.sms(notification)).toMatch(
      /^Tickfolio: Your report is ready\. https:\/\/folio\S+$/,
    );
  });
});
