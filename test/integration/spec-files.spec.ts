import { Logger } from '@nestjs/common';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { IsInt, validate } from 'class-validator';
import { parse } from 'csv-parse/sync';
import mongoose from 'mongoose';
import OneContextEnvironment from '../support/runner/one-context.environment.cjs';

/** Spec files share a worker's packages and context; what a file does there is not for the next. */
describe('a spec file', () => {
  it('has the globals of its packages', () => {
    expect(parse('a')).toBeInstanceOf(Array);
    expect(new mongoose.mongo.MongoNetworkError('away')).toBeInstanceOf(Error);
  });

  it('mocks no package, which the next would meet', () => {
    expect(() => jest.doMock('mongoose', () => ({}))).toThrow('cannot be mocked');
  });

  it('leaves no global and no variable behind', async () => {
    const { fetch } = globalThis;
    const file = new OneContextEnvironment();
    globalThis.fetch = jest.fn();
    Reflect.set(globalThis, 'left', true);
    process.env.LEFT = 'yes';
    await file.teardown();
    expect(globalThis.fetch).toBe(fetch);
    expect(globalThis).not.toHaveProperty('left');
    expect(process.env.LEFT).toBeUndefined();
  });

  it('is forgotten by the packages that it told something', async () => {
    const file = new OneContextEnvironment();
    class Told {
      @IsInt()
      count = 'none';
    }
    @Schema()
    class Kept {
      @Prop()
      name!: string;
    }
    const said = jest.fn();
    Logger.overrideLogger({ log: said, error: said, warn: said });
    const connection = mongoose.createConnection();
    expect(await validate(new Told())).toHaveLength(1);
    expect(SchemaFactory.createForClass(Kept).path('name')).toBeDefined();

    await file.teardown();
    expect(await validate(new Told(), { forbidUnknownValues: false })).toEqual([]);
    expect(SchemaFactory.createForClass(Kept).path('name')).toBeUndefined();
    expect(mongoose.connections).not.toContain(connection);
    const printed = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    Logger.warn('to nobody of this file');
    expect(said).not.toHaveBeenCalled();
    expect(printed).toHaveBeenCalledWith(expect.stringContaining('to nobody of this file'));
  });
});
