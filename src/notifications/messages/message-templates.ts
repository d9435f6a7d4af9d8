import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { TemplateDelegate } from 'handlebars';
import { cut } from '../../common/text/cut';
import { Environment } from '../../config/environment';
import { messageCode } from './message-code';
import { Message } from '../notification';
import { WORDING } from './wording';

export interface Mail {
  subject: string;
  text: string;
  html: string;
}

interface Fact {
  name: string;
  value: string;
}

const NUMBER = new Intl.NumberFormat('en', { maximumFractionDigits: 8, useGrouping: 'min2' });

/** Facts for programs, not for readers. */
const IS_ID = /(^|_)id$/;

/** Begins the paths that only programs can follow. */
const API = '/api/';

/** Two segments of an SMS, with room for a long public address. */
const SMS_LENGTH = 600;

/** Turns notifications into mails and SMS by the files in templates/, read with the first of them. */
@Injectable()
export class MessageTemplates {
  private loading?: ReturnType<typeof compileTemplates>;

  constructor(private readonly environment: Environment) {}

  async mail(notification: Message): Promise<Mail> {
    const { subject, text, html } = await this.templates();
    const view = this.viewOf(notification);
    return { subject: oneLine(subject(view)), text: text(view), html: html(view) };
  }

  /** One line of our own words and a link: nothing that a user wrote. */
  async sms(notification: Message): Promise<string> {
    const { shortText } = await this.templates();
    return cut(oneLine(shortText(this.viewOf(notification))), SMS_LENGTH);
  }

  private templates() {
    this.loading ??= compileTemplates();
    return this.loading;
  }

  private viewOf({ kind, title, body, link: path, facts, created_at, code_id }: Message) {
    const { brief, text = '', form = 'token', page, pageOf, ...wording } = WORDING[kind];
    const code = code_id && form !== 'none' && messageCode(this.environment.JWT_SECRET, code_id, form);
    const opened = path?.startsWith(API) ? (pageOf?.(facts) ?? null) : path;
    const link = code && page ? `${page}#token=${code}` : opened;
    const headline = typeof brief === 'string' ? brief : brief(facts);
    return {
      ...wording,
      headline,
      title: title || headline,
      body: body || text,
      code,
      facts: Object.entries(facts).flatMap(([name, value]) => (IS_ID.test(name) ? [] : factOf(name, value))),
      link: this.absolute(link),
      when: `${created_at.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    };
  }

  /** @returns null where the reader could not follow it */
  private absolute(link: string | null): string | null {
    const { PUBLIC_URL } = this.environment;
    const address = link?.startsWith('/') ? PUBLIC_URL && `${PUBLIC_URL.replace(/\/+$/, '')}${link}` : link;
    if (!address || !URL.canParse(address)) return null;
    const url = new URL(address);
    return /^https?:$/.test(url.protocol) ? url.href : null;
  }
}

function factOf(name: string, value: string | number): Fact {
  const words = name.replaceAll('_', ' ');
  return {
    name: words.charAt(0).toUpperCase() + words.slice(1),
    value: typeof value === 'number' ? NUMBER.format(value) : value,
  };
}

/** Only HTML is escaped; the rest is plain text. */
async function compileTemplates() {
  const { default: Handlebars } = await import('handlebars');
  const compile = (file: string, noEscape = true): TemplateDelegate =>
    Handlebars.compile(readFileSync(join(__dirname, 'templates', file), 'utf8'), { noEscape, strict: true });
  return {
    subject: compile('mail.subject.hbs'),
    text: compile('mail.text.hbs'),
    html: compile('mail.html.hbs', false),
    shortText: compile('sms.text.hbs'),
  };
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
