import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OpenAPIObject } from '@nestjs/swagger';
import { RouteCodes, ThrownCodes } from '../support/contract/thrown-codes';

const ROOT = join(__dirname, '../..');

/** Whatever else goes wrong; no route means to answer it. */
const OF_FAULTS = 'http.internal';

/**
 * Steps of a way by which a code cannot come, because of what is handed over there; the walk does not see values.
 */
const CUTS: { codes: string[]; steps: string[]; why: string }[] = [
  {
    codes: ['portfolio.changed'],
    steps: [
      'ImportedLinesService.add > LedgerWriter.change',
      'ImportedLinesService.remove > LedgerWriter.change',
      'AccountsService.create > LedgerWriter.change',
      'AccountsService.change > LedgerWriter.change',
      'AccountsService.delete > LedgerWriter.change',
      'LocksService.lock > LedgerWriter.change',
      'TransactionsService.create > LedgerWriter.change',
      'TransactionsService.change > LedgerWriter.change',
      'TransactionsService.delete > LedgerWriter.change',
    ],
    why: 'names no version of the portfolio',
  },
  {
    codes: ['ledger.too_many_lines', 'ledger.duplicate_external_id'],
    steps: [
      'ImportedLinesService.remove > LedgerWriter.change',
      'AccountsService.create > LedgerWriter.change',
      'AccountsService.change > LedgerWriter.change',
      'AccountsService.delete > LedgerWriter.change',
      'LocksService.lock > LedgerWriter.change',
      'TransactionsService.delete > LedgerWriter.change',
      'PortfoliosService.replace > LedgerWriter.change',
    ],
    why: 'adds no line, or one in the place of each that it takes away',
  },
  {
    codes: ['ledger.too_many_lines', 'ledger.duplicate_external_id', 'ledger.locked'],
    steps: ['LedgerWriter.whole > LedgerWriter.publish'],
    why: 'writes the lots of an older release, which had neither ids of others nor locked years, and fewer lots than that',
  },
  {
    codes: ['ledger.duplicate_external_id'],
    steps: ['AssetsService.replace > LedgerWriter.change', 'AssetsService.append > LedgerWriter.change'],
    why: 'adds purchases, which have no id of others',
  },
  {
    codes: ['ledger.locked'],
    steps: ['AccountsService.create > LedgerWriter.change', 'LocksService.lock > LedgerWriter.change'],
    why: 'touches no line',
  },
  {
    codes: ['portfolio.has_ledger', 'ledger.too_many_lines', 'ledger.duplicate_external_id'],
    steps: ['PortfolioController.change > PortfoliosService.replace'],
    why: 'a patch names no assets',
  },
  {
    codes: ['portfolio.no_exchange_rate'],
    steps: ['AssetsController.import > PortfoliosService.replace'],
    why: 'a file of lots names no currency',
  },
  {
    codes: ['account.not_found'],
    steps: [
      'IssuesService.qualityOf > PerformanceService.answer',
      'SummaryService.worthOf > PerformanceService.answer',
    ],
    why: 'names no account',
  },
  {
    codes: ['paging.invalid_cursor'],
    steps: [
      'ImportsController.shown > ImportsController.rowsOf',
      'SummaryService.all > PortfoliosService.list',
    ],
    why: 'asks for the first page, or with a cursor of its own',
  },
  {
    codes: ['auth.session_only'],
    steps: ['EventSourceController.open > demandScope'],
    why: 'demands the scope `values`',
  },
  {
    codes: ['auth.too_many_codes'],
    steps: ['UserAccountsService.create > UserAccountsService.demand'],
    why: 'the first code of a new account',
  },
];

const cuts = new Map<string, Map<string, string>>();
for (const { codes, steps, why } of CUTS) {
  for (const code of codes) {
    const known = cuts.get(code) ?? new Map<string, string>();
    cuts.set(code, known);
    for (const step of steps) known.set(step, why);
  }
}

/**
 * Codes that are made from a value are not seen: those of an impossible ledger, of what Express and Nest refuse, and of
 * a socket's refusal. What guards, body reading and the limits answer is documented by what a route declares.
 */
describe('the codes that the sources can throw on a route', () => {
  let thrown: ThrownCodes;
  let routes: RouteCodes[];
  let documented: Map<string, Set<string>>;

  beforeAll(async () => {
    thrown = new ThrownCodes(ROOT, cuts);
    routes = thrown.routes();
    documented = codesOf(
      JSON.parse(await readFile(join(ROOT, 'client/openapi.json'), 'utf8')) as OpenAPIObject,
    );
    routes = routes.filter(({ operationId }) => documented.has(operationId));
  });

  it('are looked for on every route of the document', () => {
    expect(routes.map(({ operationId }) => operationId).sort()).toEqual([...documented.keys()].sort());
    const create = routes.find(({ operationId }) => operationId === 'Alerts_create');
    expect([...(create?.thrown.keys() ?? [])]).toEqual(
      expect.arrayContaining([
        'alert.delisted',
        'alert.too_many',
        'alert.wrong_currency',
        'market.unknown_symbol',
      ]),
    );
  });

  it('are in its document', () => {
    const missing = routes.flatMap(({ operationId, thrown: ways }) =>
      [...ways]
        .filter(([code]) => code !== OF_FAULTS && !documented.get(operationId)?.has(code))
        .map(([code, way]) => `${operationId}: ${code} by ${way.join(' > ')}`),
    );
    expect(missing).toEqual([]);
  });

  it('are all that its `@ApiProblems` name', () => {
    const unreachable = routes.flatMap(({ operationId, thrown: ways, documented: own }) =>
      [...own].filter((code) => !ways.has(code)).map((code) => `${operationId}: ${code}`),
    );
    expect(unreachable).toEqual([]);
  });

  it('are cut off only where a way would be', () => {
    const steps = CUTS.flatMap((cut) => cut.steps);
    expect(steps.filter((step) => !thrown.taken.has(step))).toEqual([]);
  });
});

function codesOf({ paths }: OpenAPIObject): Map<string, Set<string>> {
  return new Map(
    Object.values(paths).flatMap((item) =>
      Object.values(item as Record<string, Operation>).map(({ operationId, responses }) => [
        operationId,
        new Set(
          Object.entries(responses)
            .filter(([status]) => Number(status) >= 400)
            .flatMap(([, { description }]) => description.split(', ')),
        ),
      ]),
    ),
  );
}

interface Operation {
  operationId: string;
  responses: Record<string, { description: string }>;
}
