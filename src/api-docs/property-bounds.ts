import { isDeepStrictEqual } from 'node:util';
import { Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage } from 'class-validator';

/** What matters here of a schema as the decorators write it. */
export interface Schema {
  type?: string;
  enum?: unknown[];
  items?: Schema;
  properties?: Record<string, Schema>;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
}

type Bounds = Omit<Schema, 'type' | 'enum' | 'items' | 'properties'>;

const BOUNDS_OF: Record<string, (...constraints: never[]) => Bounds> = {
  isLength: (minLength: number, maxLength?: number) => ({ minLength, maxLength }),
  minLength: (minLength: number) => ({ minLength }),
  maxLength: (maxLength: number) => ({ maxLength }),
  matches: (pattern: RegExp) => ({ pattern: patternOf(pattern) }),
  min: (minimum: number) => ({ minimum }),
  max: (maximum: number) => ({ maximum }),
  arrayNotEmpty: () => ({ minItems: 1 }),
  arrayMinSize: (minItems: number) => ({ minItems }),
  arrayMaxSize: (maxItems: number) => ({ maxItems }),
};
const OF_TYPE: Record<string, (keyof Bounds)[]> = {
  string: ['pattern', 'minLength', 'maxLength'],
  integer: ['minimum', 'maximum'],
  number: ['minimum', 'maximum'],
  array: ['minItems', 'maxItems'],
};
/** It comes to validation as it is where a text is taken as it is written. */
const ODD_TEXT = ' aA ';

/**
 * Adds to the properties of an input what its validators refuse anyway. Nothing is added that would refuse what they
 * take: a text that is trimmed or capitalised first has no pattern here. What a property says itself stays.
 */
export function boundProperties(properties: Record<string, Schema>, dto: Type): void {
  for (const rule of getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false)) {
    const { name = '', propertyName, constraints, each } = rule;
    const context: unknown = rule.context;
    const property = properties[propertyName];
    const schema = each ? property?.items : property;
    if (!schema?.type || schema.enum) continue;
    const told = BOUNDS_OF[name]?.(...((constraints ?? []) as never[])) ?? boundsIn(context);
    if (!told) continue;
    const read = (sent: unknown) => readAs(dto, propertyName, each ? [sent] : sent);
    const isTrue: Partial<Record<keyof Bounds, boolean>> = {
      pattern: isDeepStrictEqual(read(ODD_TEXT), each ? [ODD_TEXT] : ODD_TEXT),
      minLength: isDeepStrictEqual(read(''), each ? [''] : ''),
      minItems: isDeepStrictEqual(readAs(dto, propertyName, []), []),
    };
    for (const keyword of OF_TYPE[schema.type] ?? []) {
      if (told[keyword] === undefined || isTrue[keyword] === false) continue;
      Object.assign(schema, { [keyword]: schema[keyword] ?? told[keyword] });
    }
  }
}

/**
 * A pattern as JSON Schema has it, which knows no flags.
 * @returns undefined for one that other languages read otherwise
 */
export function patternOf({ source, flags }: RegExp): string | undefined {
  return /^u?$/.test(flags) && !/\\p|\(\?/.test(source) ? source : undefined;
}

/** Bounds that a validator of our own tells of itself. */
function boundsIn(context: unknown): Bounds | undefined {
  return (context as { bounds?: Bounds } | undefined)?.bounds;
}

/** What validation gets of what was sent. */
function readAs(dto: Type, property: string, sent: unknown): unknown {
  return (plainToInstance(dto, { [property]: sent }) as Record<string, unknown>)[property];
}
