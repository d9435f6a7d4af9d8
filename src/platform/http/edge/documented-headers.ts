/** `Location` of an answer that something was made, for `headers` of `@ApiCreatedResponse` and `@ApiAcceptedResponse`. */
export const LOCATION = { Location: { $ref: '#/components/headers/Location' } } as const;

/** The name of a file that is answered, for `headers` of `@ApiOkResponse`. */
export const FILE_NAME = {
  'Content-Disposition': { $ref: '#/components/headers/Content-Disposition' },
} as const;

/** Of what can be asked for in ranges. */
export const ACCEPT_RANGES = { 'Accept-Ranges': { $ref: '#/components/headers/Accept-Ranges' } } as const;

/** Which range an answer has, or how long the file is that none of was asked for. */
export const CONTENT_RANGE = { 'Content-Range': { $ref: '#/components/headers/Content-Range' } } as const;
