import { Environment } from '../config/environment';
import { MessageTemplates } from './message-templates';
import { Notification, NOTIFICATION_KINDS } from './notification';

const templates = new MessageTemplates(
  Object.assign(new Environment(), { PUBLIC_URL: 'https://folio.example.com' }),
);

const notification: Notification = {
  id: '665f1f77bcf86cd799439011',
  user_id: '665f1f77bcf86cd799439012',
  kind: 'report_completed',
  title: 'Your report is ready',
  body: 'The performance report of “R&D <b>fund</b>” is ready.',
  link: '/reports/665f1f77bcf86cd799439011?a=1&b=2',
  facts: { portfolio: '<script>alert(1)</script>', size_bytes: 84_211.5, year: 2026, report_id: '4711' },
  read: false,
  created_at: new Date('2026-03-02T14:30:59Z'),
};

describe('MessageTemplates', () => {
  it('escapes what users wrote in HTML, and only there', () => {
    const { subject, text, html } = templates.mail({ ...notification, title: 'Done: “A & B”' });
    expect(subject).toBe('Done: “A & B”');
    expect(text).toContain('“R&D <b>fund</b>” is ready.');
    expect(html).toContain('R&amp;D &lt;b&gt;fund&lt;/b&gt;');
    expect(html).not.toMatch(/<script|<b>/);
  });

  it('lets long words of users break instead of widening the mail', () => {
    const { html } = templates.mail({ ...notification, title: 'TITLE', body: 'BODY' });
    expect(html).toMatch(/word-break:break-word;">TITLE<\/h1>/);
    expect(html).toMatch(/word-break:break-word;">BODY<\/p>/);
  });

  it('shows link, facts and the time in text and HTML', () => {
    const { text, html } = templates.mail(notification);
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

  it.each(NOTIFICATION_KINDS)('has words for %s, with and without a link', (kind) => {
    const withLink = templates.mail({ ...notification, kind });
    const without = templates.mail({ ...notification, kind, link: null, facts: {} });
    expect(withLink.text).toMatch(/\w+.*: https:/);
    expect(without.text).not.toContain('http');
    expect(without.html).not.toContain('href');
    expect(without.text).toMatch(/\n--\n\w+/);
  });

  it('keeps a subject on one line', () => {
    const { subject } = templates.mail({ ...notification, title: 'a\r\nBcc: b@example.com' });
    expect(subject).toBe('a Bcc: b@example.com');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'ftp://x/y'])('drops the link %s', (link) => {
    expect(templates.mail({ ...notification, link }).text).not.toContain(link);
  });

  it('leaves a path out where the installation has no public address', () => {
    const { text } = new MessageTemplates(new Environment()).mail(notification);
    expect(text).not.toContain('/reports/');
  });

  it('begins a link with all of the public address', () => {
    const below = new MessageTemplates(
      Object.assign(new Environment(), { PUBLIC_URL: 'https://example.com/folio/' }),
    );
    expect(below.mail(notification).text).toContain(': https://example.com/folio/reports/665f');
  });

  it('never cuts a letter of an SMS in two', () => {
    for (const start of ['', 'x']) {
      const cutShort = templates.sms({ ...notification, body: start + '\u{1F680}'.repeat(300) });
      expect(() => encodeURIComponent(cutShort)).not.toThrow();
    }
  });

  it('cuts an SMS but never its link', () => {
    const short = templates.sms(notification);
    expect(short).toMatch(/^Tickfolio: Your report is ready\. The performance .* https:\/\/folio\S+$/);
    const long = templates.sms({ ...notification, body: 'word '.repeat(200) });
    expect(long.length).toBeLessThanOrEqual(300);
    expect(long).toMatch(/… https:\/\/folio\.example\.com\/reports\/\w+\?a=1&b=2$/);
  });
});
