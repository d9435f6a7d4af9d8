// Run by Jest without any configuration, as a front-end team's own test is.
const { createTickfolioClient, TickfolioError, expectData } = require('@tickfolio/client');

test('the client is loaded and asks', async () => {
  const asked = [];
  const tickfolio = createTickfolioClient({
    baseUrl: 'http://tickfolio.test/',
    fetch: (request) => {
      asked.push(request.url);
      return Promise.resolve(Response.json({ items: [], next_cursor: null }));
    },
  });
  const page = expectData(await tickfolio.GET('/api/v1/portfolio'));
  expect(page.items).toEqual([]);
  expect(asked).toEqual(['http://tickfolio.test/api/v1/portfolio']);
  expect(new TickfolioError(404).status).toBe(404);
});
