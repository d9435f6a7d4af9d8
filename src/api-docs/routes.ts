import { INestApplication, Type } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';

/** A handler of the application. */
export interface Route {
  controller: Type;
  handler: object;
  name: string;
}

/** As `OperationIdFactory` names an operation. */
export const operationId = (controller: string, method: string) =>
  `${controller.replace(/Controller$/, '')}_${method}`;

/** Every handler by the id of its operation in the document. */
export function routesOf(app: INestApplication): Map<string, Route> {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [
    ...module.controllers.values(),
  ]);
  return new Map(
    controllers.flatMap(({ metatype }) => {
      const controller = metatype as Type;
      const methods = Object.entries(Object.getOwnPropertyDescriptors(controller.prototype as object));
      return methods.flatMap(([name, { value }]): [string, Route][] =>
        typeof value === 'function'
          ? [[operationId(controller.name, name), { controller, handler: value as object, name }]]
          : [],
      );
    }),
  );
}
