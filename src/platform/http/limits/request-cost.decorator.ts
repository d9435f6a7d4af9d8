import { SetMetadata } from '@nestjs/common';

export const REQUEST_COST = 'tickfolio:request-cost';

/** What a request of the route takes of its caller's limit, where it is dearer to answer than others, which take one. */
export const RequestCost = (cost: number) => SetMetadata(REQUEST_COST, cost);
