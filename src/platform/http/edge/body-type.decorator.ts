import { SetMetadata } from '@nestjs/common';

export const BODY_TYPE = 'tickfolio:body-type';

/** The route takes a body of one of these media types instead of JSON, and reads it itself as it streams in. */
export const BodyType = (...mediaTypes: string[]) => SetMetadata(BODY_TYPE, mediaTypes);
