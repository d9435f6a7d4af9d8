import { createTickfolioClient, expectData } from '@tickfolio/client';

/** Renders a page on the server for the user of the given tokens. */
export async function render(baseUrl, tokens) {
  const tickfolio = createTickfolioClient({ baseUrl, tokens });
  const user = expectData(await tickfolio.GET('/api/v1/users/me'));
  return `<h1>${user.full_name}</h1>`;
}
