import { QueryClient } from '@tanstack/react-query';
import { createTickfolioClient } from '@tickfolio/client';
import createClient from 'openapi-react-query';

/** Where the API is, behind the address of the page. */
export const baseUrl = decodeURIComponent(location.hash.slice(1));
export const tickfolio = createTickfolioClient({ baseUrl });
export const $api = createClient(tickfolio);
export const queries = new QueryClient();

// What one user has read is nothing to the next.
tickfolio.session.onChange((_user, reason) => reason !== 'refreshed' && queries.clear());
