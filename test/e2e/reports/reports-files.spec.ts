import { randomBytes } from 'node:crypto';
import { get } from 'node:http';
import { Readable } from 'node:stream';
import { getConnectionToken } from '@nestjs/mongoose';
import { Connection, Types } from 'mongoose';
import { PinoLogger } from 'nestjs-pino';
import request from 'supertest';
import { ReportFiles } from '../../../src/reports/files/report-files';
import { ReportWorkRepository } from '../../../src/reports/making/report-work.repository';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { downloadOf, json } from '../../support/features/downloads';
import { eventually } from '../../support/waiting/eventually';
import { finishedReport, openPortfolio, orderedReport } from '../../support/features/reports';

describe('the files of reports', () => {
  let running: TestApp;
  let connection: Connection;
  let ada: Account;
  let portfolio: string;

  beforeAll(async () => {
    running = await startApp();
    connection = running.app.get<Connection>(getConnectionToken());
    ada = await registerUser(running);
    portfolio = await openPortfolio(running, ada);
  });

  afterAll(() => running.close());

  const download = (id: string) => downloadOf(running, ada, id);

  const filesOf = async (reportId: string) => {
    const files = await connection.collection('reports.files').find({}).toArray();
    return files.filter(({ metadata }) => String(metadata?.report_id) === reportId);
  };

  it.each([
    ['pdf', 'application/pdf', '%PDF-'],
    ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'PK'],
    ['csv', 'text/csv; charset=utf-8', 'section,name,date,value'],
    ['json', 'application/json; charset=utf-8', '{"portfolio_id"'],
  ])('come as %s', async (format, mediaType, start) => {
    const { id } = await orderedReport(running, ada, portfolio, { type: 'performance', format });
    const { size_bytes, error } = await finishedReport(running, ada, id);
    expect(error).toBeNull();
    const { headers, body } = await download(id).expect(200);
    expect(headers).toMatchObject({
      'content-type': mediaType,
      'content-length': `${size_bytes}`,
      'content-disposition': expect.stringMatching(/^attachment; filename="Growth - performance .*"$/),
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-cache',
    });
    expect((body as Buffer).toString('latin1', 0, start.length)).toBe(start);
  });

  it('have names in any letters', async () => {
    const named = await openPortfolio(running, ada, 'Größe “αβ” / 2026');
    const { id } = await orderedReport(running, ada, named);
    await finishedReport(running, ada, id);
    const { headers } = await download(id).expect(200);
    expect(headers['content-disposition']).toContain(
      `filename*=UTF-8''${encodeURIComponent('Größe “αβ” 2026 - holdings')}`.replaceAll("'", "'"),
    );
  });

  it('can be had in part, and once', async () => {
    const { id } = await orderedReport(running, ada, portfolio);
    const { size_bytes } = await finishedReport(running, ada, id);
    const { body: whole, headers } = await download(id).expect(200);
    const etag = headers.etag!;

    const part = await download(id).set('Range', 'bytes=10-19').expect(206);
    expect(part.headers['content-range']).toBe(`bytes 10-19/${size_bytes}`);
    expect(part.headers['content-length']).toBe('10');
    expect(part.body).toEqual((whole as Buffer).subarray(10, 20));
    const tail = await download(id).set('Range', 'bytes=-5').expect(206);
    expect(tail.body).toEqual((whole as Buffer).subarray(-5));
    const all = await download(id)
      .set('Range', `bytes=-${Number(size_bytes) + 1}`)
      .expect(206);
    expect(all.headers['content-range']).toBe(`bytes 0-${Number(size_bytes) - 1}/${size_bytes}`);
    expect(all.body).toEqual(whole);
    await download(id).set('Range', 'bytes=10-19').set('If-Range', '"another"').expect(200);
    const beyond = await download(id).set('Range', `bytes=${size_bytes}-`).parse(json).expect(416);
    expect(beyond.headers['content-range']).toBe(`bytes */${size_bytes}`);
    expect(beyond.body.code).toBe('report.range_not_satisfiable');

    await download(id).set('If-None-Match', etag).expect(304);
    const head = request(running.url).head(`/api/v1/reports/${id}/download`).set(ada.authorization);
    const { headers: described } = await head.set('Range', 'bytes=10-19').expect(200);
    expect(described['content-length']).toBe(`${size_bytes}`);
  });

  it('go with their report', async () => {
    const { id } = await orderedReport(running, ada, portfolio);
    await finishedReport(running, ada, id);
    expect(await filesOf(id)).toHaveLength(1);
    await request(running.url).delete(`/api/v1/reports/${id}`).set(ada.authorization).expect(204);
    await request(running.url).get(`/api/v1/reports/${id}`).set(ada.authorization).expect(404);
    await download(id).expect(404);
    expect(await filesOf(id)).toHaveLength(0);
  });

  it('that are gone while their report is not are answered as not found, not cut off', async () => {
    const { id } = await orderedReport(running, ada, portfolio);
    await finishedReport(running, ada, id);
    await connection.collection('reports.files').deleteMany({ 'metadata.report_id': new Types.ObjectId(id) });
    const { body, headers } = await download(id).parse(json).expect(404);
    expect(body.code).toBe('report.not_found');
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(headers).not.toHaveProperty('content-disposition');
  });

  it('are read no further when their reader leaves, and nobody is alarmed', async () => {
    const { id } = await orderedReport(running, ada, portfolio, { format: 'csv' });
    await finishedReport(running, ada, id);
    await enlarge(id, 6_000_000);
    const files = running.app.get(ReportFiles);
    const opened: Readable[] = [];
    const read = files.read.bind(files);
    const reading = jest.spyOn(files, 'read').mockImplementation((...file) => {
      const stream = read(...file);
      opened.push(stream);
      return stream;
    });
    const alarms = (['warn', 'error', 'fatal'] as const).map((level) =>
      jest.spyOn(PinoLogger.prototype, level),
    );
    await Promise.all(Array.from({ length: 10 }, () => leaveHalfWay(id)));
    await eventually(() => opened.length === 10 && opened.every(({ closed }) => closed));
    expect(opened.some(({ readableEnded }) => !readableEnded)).toBe(true);
    // A job may say meanwhile that it waited in vain for a database that is busy with so much.
    const said = alarms.flatMap(({ mock }) => mock.calls as [{ context?: string }, ...unknown[]][]);
    expect(said.filter(([{ context }]) => !context?.endsWith('Processor'))).toEqual([]);
    for (const spy of [reading, ...alarms]) spy.mockRestore();

    const { body } = await download(id).expect(200);
    expect(body).toHaveLength(6_000_000);
  });

  /** Gives a report a file that no connection takes at once. */
  async function enlarge(id: string, size: number): Promise<void> {
    const report = await running.app.get(ReportWorkRepository).load(id);
    const fileId = new Types.ObjectId();
    await running.app.get(ReportFiles).write(fileId.toHexString(), report!, randomBytes(size));
    await connection
      .collection('reports')
      .updateOne({ _id: new Types.ObjectId(id) }, { $set: { file_ids: [fileId], size_bytes: size } });
  }

  /** Reads the first bytes of a file, then breaks the connection. */
  function leaveHalfWay(id: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const asking = get(`${running.url}/api/v1/reports/${id}/download`, { headers: ada.authorization });
      asking.on('response', (response) => {
        response.once('data', () => asking.destroy());
        response.on('error', () => undefined);
        response.on('close', resolve);
      });
      asking.on('error', reject);
    });
  }
});
