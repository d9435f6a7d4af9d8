import { INestApplication, Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import { getSchemaPath, OpenAPIObject } from '@nestjs/swagger';
import { OBJECT_ID_PATTERN, ObjectIdPipe } from '../common/ids/object-id.pipe';
import { boundProperties, patternOf, Schema } from './property-bounds';
import { Route, routesOf } from './routes';

/** Where `@nestjs/swagger` keeps what its decorators say; it does not export the names. */
const EXTRA_MODELS = 'swagger/apiExtraModels';
const PROPERTY = 'swagger/apiModelProperties';
const PROPERTY_NAMES = 'swagger/apiModelPropertiesArray';

interface Argument {
  kind: RouteParamtypes;
  type: unknown;
  /** the one parameter that is bound, where it is not all of them */
  name: unknown;
  pipes: unknown[];
}

/**
 * Writes the bounds that validation holds requests to into the document, so that none is written twice: those of bodies
 * into their schemas, those of queries and of ids in paths into the parameters.
 */
export function boundRequests(document: OpenAPIObject, app: INestApplication): void {
  const schemas = (document.components?.schemas ?? {}) as Record<string, Schema>;
  const routes = routesOf(app);
  for (const dto of inputsOf([...routes.values()])) {
    const schema = schemas[getSchemaPath(dto).split('/').at(-1) ?? ''];
    if (schema?.properties) boundProperties(schema.properties, dto);
  }
  for (const item of Object.values(document.paths)) {
    for (const operation of [item.get, item.post, item.put, item.patch, item.delete]) {
      const route = routes.get(operation?.operationId ?? '');
      if (!operation?.parameters || !route) continue;
      const named = (place: string) =>
        Object.fromEntries(
          operation.parameters!.flatMap((each) =>
            '$ref' in each || each.in !== place ? [] : [[each.name, each.schema as Schema]],
          ),
        );
      for (const argument of argumentsOf(route)) boundParameters(argument, named);
    }
  }
}

function boundParameters(
  { kind, type, name, pipes }: Argument,
  named: (place: string) => Record<string, Schema>,
): void {
  if (kind === RouteParamtypes.QUERY && isClass(type)) boundProperties(named('query'), type);
  const inPath = named('path')[String(name)];
  if (kind === RouteParamtypes.PARAM && inPath && pipes.includes(ObjectIdPipe))
    inPath.pattern ??= patternOf(OBJECT_ID_PATTERN);
}

/** The classes of all bodies, with those that are named beside them and those of their parts. */
function inputsOf(routes: Route[]): Set<Type> {
  const found = new Set<Type>();
  const add = (type: unknown): void => {
    if (!isClass(type) || found.has(type)) return;
    found.add(type);
    for (const part of partsOf(type)) add(part);
  };
  for (const route of routes) {
    for (const { kind, type } of argumentsOf(route)) if (kind === RouteParamtypes.BODY) add(type);
    for (const place of [route.controller, route.handler]) {
      const models: unknown = Reflect.getMetadata(EXTRA_MODELS, place);
      if (Array.isArray(models)) models.forEach(add);
    }
  }
  return found;
}

/** The types of a class's properties, as `@ApiProperty` says. */
function partsOf({ prototype }: Type): unknown[] {
  const names = (Reflect.getMetadata(PROPERTY_NAMES, prototype as object) ?? []) as string[];
  return names.map((name) => {
    const { type } = Reflect.getMetadata(PROPERTY, prototype as object, name.slice(1)) as { type?: unknown };
    const told: unknown = Array.isArray(type) ? type[0] : type;
    return typeof told === 'function' && !isClass(told) ? (told as () => unknown)() : told;
  });
}

function argumentsOf({ controller, name }: Route): Argument[] {
  const types = (Reflect.getMetadata('design:paramtypes', controller.prototype as object, name) ??
    []) as unknown[];
  const declared = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Record<
    string,
    { index: number; data?: unknown; pipes?: unknown[] }
  >;
  return Object.entries(declared).map(([key, { index, data, pipes = [] }]) => ({
    kind: Number(key.split(':')[0]),
    type: types[index],
    name: data,
    pipes,
  }));
}

/** Arrow functions, which lead to a class that stands further down, have no prototype. */
function isClass(type: unknown): type is Type {
  return typeof type === 'function' && type.prototype !== undefined;
}
