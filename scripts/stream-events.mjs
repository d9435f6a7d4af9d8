// The socket events as the server's own types declare them: ServerEvents and ClientEvents, merged from every *.events.ts,
// with each payload as a JSON schema. What is not plain JSON on the wire stops the generation.
import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';

const MAP = 'src/platform/stream/stream-events.ts';

/** @returns { server, client, schemas }: events by name, and the named types they use, as JSON schemas */
export function readStreamEvents() {
  const files = [MAP, ...eventFiles()].map((file) => resolve(file));
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.');
  const program = ts.createProgram(files, { ...options, noEmit: true });
  const reader = new Reader(program.getTypeChecker());
  const source = program.getSourceFile(resolve(MAP));
  const server = reader.events(source, 'ServerEvents');
  const client = reader.events(source, 'ClientEvents');
  return { server, client, schemas: reader.sortedSchemas() };
}
