import tseslint from 'typescript-eslint'

const tests = ['**/*.test.ts', 'test/**/*.ts']

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      '**/coverage/',
      '**/.turbo/',
      '**/*.min.js',
      'data/',
      'apps/server/data/',
    ],
  },
  tseslint.configs.recommended,
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
    },
  },
  ...clock(),
  ...arrows(),
)

/** The time comes from the clock: code that reads the machine's own cannot be tested on another day. */
function clock() {
  const message = 'Ask the clock (ctx.now() in a service); only core/src/later/clock.ts reads the time of the machine.'
  return [
    {
      files: ['packages/*/src/**/*.ts', 'apps/*/src/**/*.ts', 'examples/*/src/**/*.ts'],
      ignores: ['packages/core/src/later/clock.ts', ...tests],
      rules: {
        'no-restricted-syntax': [
          'error',
          { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message },
          { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message },
          { selector: "MemberExpression[object.name='Temporal'][property.name='Now']", message },
        ],
      },
    },
  ]
}

/**
 * Who may import whom: the arrows between packages and the arrows inside one. A later entry replaces the rule of an
 * earlier one for the same file, so each entry states all that holds for its files.
 */
function arrows() {
  const never = (regex, message) => ({ regex, message })

  const sideways = never(
    '^(\\.\\./)+((packages|apps|examples)/|(core|sdk|server|plugin-[a-z-]+)/(src|dist)/)',
    'Another package is reached by its name.',
  )
  const deep = never('^@berberis/[a-z-]+/(?!testing$|package\\.json$)', 'A package is reached at its root.')
  const index = never('^(\\./|(\\.\\./)+)index\\.js$', 'Nothing imports the index of its own package.')
  const above = never('^@berberis/', 'The core stands below the SDK and every plugin.')
  // The contract can move out: it knows its neighbours by their types only, and only the two that would go with it.
  const neighbours = never(
    '^\\.\\./(?!(ctx|db/model)\\.js$)',
    'The contract knows ctx.ts and db/model.ts, nothing else.',
  )
  const typesOnly = {
    ...never('^\\.\\./(ctx|db/model)\\.js$', 'The contract takes nothing but types from outside.'),
    allowTypeImports: true,
  }
  const onlyContract = never('^\\.(?!/plugin/)', 'ctx.ts belongs to the contract and knows nothing beside it.')
  const onlyLibraries = never('^\\.', 'db/model.ts belongs to the contract and knows the query library only.')
  const beneath = never(
    '^(@berberis/core|objection|knex|typebox|@sinclair/typebox|fastify|fastify-plugin|mysql2|better-sqlite3)(/|$)|^@fastify/',
    'A plugin knows this library through @berberis/sdk, so that there is one copy of it and it can be replaced.',
  )
  const testing = never('^@berberis/sdk/testing$', 'The testing door is for tests.')
  const routes = never('(^|/)routes(/|\\.js$)', 'Services and models know no request.')
  const services = never('(^|/)services(/|\\.js$)', 'Models know no service.')
  const onlyCore = never('^(?!\\.|node:|@berberis/core$)', 'The SDK shows the core and nothing else.')
  const onlyRoots = never(
    '^(?!\\.|node:|@berberis/(core|sdk|plugin-[a-z-]+)$)',
    'The server knows the host and the roots of the plugins it lists.',
  )
  const onlySdk = never('^(?!\\.|node:|@berberis/(sdk|plugin-[a-z-]+)$)', 'An example needs the SDK and nothing else.')

  const rule = (files, ...patterns) => ({
    files,
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [sideways, deep, ...patterns] }] },
  })
  const core = [above, index]
  const plugin = [beneath, index, testing]

  return [
    rule(['**/*.ts']),
    rule(['packages/core/src/**/*.ts'], ...core),
    rule(['packages/core/src/**/{services,services/**}/*.ts'], ...core, routes),
    rule(['packages/core/src/**/{models,models/**}/*.ts'], ...core, routes, services),
    rule(['packages/core/src/plugin/**/*.ts'], ...core, neighbours, typesOnly),
    rule(['packages/core/src/ctx.ts'], ...core, onlyContract),
    rule(['packages/core/src/db/model.ts'], ...core, onlyLibraries),
    rule(['packages/sdk/src/*.ts'], onlyCore),
    rule(['packages/plugin-*/src/**/*.ts'], ...plugin),
    rule(['packages/plugin-*/src/**/{services,services/**}/*.ts'], ...plugin, routes),
    rule(['packages/plugin-*/src/**/{models,models/**}/*.ts'], ...plugin, routes, services),
    rule(['apps/*/src/**/*.ts'], onlyRoots, index),
    rule(['examples/*/src/**/*.ts'], onlySdk, index),
    // A test stands outside: it takes the index as a stranger would, and the testing door.
    rule(['packages/core/src/**/*.test.ts']),
    rule(['packages/plugin-*/src/**/*.test.ts', 'examples/*/src/**/*.test.ts'], beneath),
    rule(['apps/*/src/**/*.test.ts', 'test/**/*.ts', 'bench/**/*.ts']),
  ]
}
