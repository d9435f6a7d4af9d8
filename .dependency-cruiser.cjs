/** Which room of src/ may import which: features import downward only, platform and common import no feature. */
const may = {
  administration: ['audit', 'market'],
  privacy: ['auth', 'notifications', 'users', 'audit'],
  reports: ['portfolio', 'market', 'notifications', 'users', 'audit'],
  imports: ['portfolio', 'market', 'users'],
  watchlists: ['market', 'users'],
  portfolio: ['market', 'notifications', 'users', 'audit'],
  alerts: ['market', 'notifications', 'users'],
  market: ['users'],
  auth: ['notifications', 'users', 'audit'],
  notifications: ['users'],
  users: ['audit'],
  audit: [],
  health: [],
};
const FEATURES = Object.keys(may);
const any = (names) => `^src/(${names.join('|')})/`;

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    ...FEATURES.map((feature) => ({
      name: `${feature}-imports-downward-only`,
      severity: 'error',
      from: { path: `^src/${feature}/` },
      to: {
        path: any(
          FEATURES.filter((other) => other !== feature && !may[feature].includes(other)).concat('embedded'),
        ),
      },
    })),
    {
      name: 'platform-imports-no-feature',
      severity: 'error',
      from: { path: any(['common', 'config', 'platform', 'analytics']) },
      to: { path: any([...FEATURES, 'api-docs', 'cli', 'embedded']) },
    },
    {
      name: 'analytics-is-pure',
      severity: 'error',
      from: { path: '^src/analytics/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^(src/analytics/|node_modules/decimal\\.js/)' },
    },
    {
      name: 'production-code-needs-no-dev-dependency',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$' },
      // Express itself comes with @nestjs/platform-express; only its types are ours.
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/(@types/)?express/',
      },
    },
    {
      name: 'src-imports-no-test',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(test|bench)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
  },
};
