/** The one-way streets of src/: features import downward only, the ground floor imports no feature. */
const FEATURES = ['reports', 'portfolio', 'market', 'notifications', 'auth', 'users', 'health'];
const may = {
  reports: ['portfolio', 'market', 'notifications', 'users'],
  portfolio: ['market', 'notifications', 'users'],
  market: ['notifications', 'users'],
  notifications: ['users'],
  auth: ['notifications', 'users'],
  users: [],
  health: [],
};
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
      name: 'ground-floor-imports-no-feature',
      severity: 'error',
      from: { path: any(['common', 'config', 'platform', 'analytics']) },
      to: { path: any([...FEATURES, 'embedded']) },
    },
    {
      name: 'analytics-is-pure',
      severity: 'error',
      from: { path: '^src/analytics/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^src/analytics/' },
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
