import { OpenAPIObject } from '@nestjs/swagger';

/** `If-None-Match` is a condition of reads here: on a write, where it means something else, it is not offered. */
export function conditionsOfReadsAlone(document: OpenAPIObject): void {
  for (const item of Object.values(document.paths)) {
    for (const operation of [item.post, item.put, item.patch, item.delete]) {
      if (!operation?.parameters) continue;
      operation.parameters = operation.parameters.filter(
        (parameter) => '$ref' in parameter || parameter.name !== 'If-None-Match',
      );
    }
  }
}
