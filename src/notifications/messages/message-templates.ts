import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import Handlebars, { TemplateDelegate } from 'handlebars';
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

/** Two segments of an SMS, with room for a long public address. */
const SMS_LENGTH = 600;

/** Turns notifications into mails and SMS by the files in templates/. Only HTML is escaped; the rest is plain text. */
@Injectable()
export class MessageTemplates {
  private readonly subject = plain('mail.subject.hbs');
  private readonly text = plain('mail.text.hbs');
  private readonly html = compile('mail.html.hbs', { noEscape: false });
  private readonly shortText = plain('sms.text.hbs');

  constructor(private readonly environment: Environment) {}

  mail(notification: Message): Mail {
    const view = this.viewOf(notification);
    return { subject: oneLine(this.subject(view)), text: this.text(view), html: this.html(view) };
  }

  /** One line of our own words and a link: nothing that a user wrote. */
  sms(notification: Message): string {
    return cut(oneLine(this.shortText(this.viewOf(notification))), SMS_LENGTH);
  }

  private viewOf({ kind, title, body, link: path, facts, created_at, code_id }: Message) {
    const { brief, text = '', form = 'token', page, ...wording } = WORDING[kind];
    const code = code_id && form !== 'none' && messageCode(this.environment.JWT_SECRET, code_id, form);
    const link = code && page ? `${page}#token=${code}` : path;
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

const plain = (file: string) => compile(file, { noEscape: true });

function compile(file: string, { noEscape }: { noEscape: boolean }): TemplateDelegate {
  const source = readFileSync(join(__dirname, 'templates', file), 'utf8');
  return Handlebars.compile(source, { noEscape, strict: true });
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
