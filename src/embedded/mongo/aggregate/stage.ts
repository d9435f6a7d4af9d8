import type { BsonDocument } from '../document';
import type { Variables } from '../query/expression';
import type { Collection } from '../store/collection';

/** What the stages of a pipeline can reach. */
export interface PipelineContext {
  readonly variables?: Variables;
  /** The collections of the database, for `$lookup` and `$unionWith`; absent in update pipelines. */
  readonly collection?: (name: string) => Collection;
}

/** The same for one stage, which can also run a pipeline inside itself. */
export interface StageContext extends PipelineContext {
  run(documents: readonly BsonDocument[], pipeline: unknown, variables?: Variables): BsonDocument[];
}

/** One stage of an aggregation; the documents it is given are shared and must not be changed. */
export type Stage = (documents: BsonDocument[], operand: unknown, context: StageContext) => BsonDocument[];
