/** What a new plugin is built, tested and published with; places to be filled stand in `<<…>>`. */
export const SETUP: Readonly<Record<string, string>> = {
  'package.json': `{
  "name": "berberis-plugin-<<id>>",
  "version": "0.1.0",
  "private": true,
  "license": "UNLICENSED",
  "type": "module",
  "engines": { "node": ">=22.18" },
  "exports": {
    ".": { "types": "./dist/index.d.ts", "import": "./dist/index.js" },
    "./package.json": "./package.json"
  },
  "files": ["dist", "views", "locales"],
  "scripts": {
    "build": "tsup --dts",
    "test": "vitest run",
    "typecheck": "tsc --noEmit",
    "check": "npm run typecheck && npm test && npm run build"
  },
  "peerDependencies": { "@berberis/sdk": "^<<version>>" },
  "devDependencies": {
    "@berberis/sdk": "^<<version>>",
    "@types/node": "22",
    "tsup": "9.0.0",
    "typescript": "6.0.3",
    "vitest": "5.1.1"
  }
}
`,
  'tsconfig.json': `{
  "compilerOptions": {
    "target": "ES2022",
    "module": "NodeNext",
    "strict": true,
    "skipLibCheck": true,
    "verbatimModuleSyntax": true,
    "erasableSyntaxOnly": true,
    "noUncheckedIndexedAccess": true,
    "noImplicitOverride": true,
    "types": ["node"],
    "noEmit": true
  },
  "include": ["src"]
}
`,
  'tsup.config.ts': `import { defineConfig } from 'tsup'

export default defineConfig({ entry: ['src/index.ts'], format: ['esm'], target: 'node22', clean: true })
`,
  'README.md': `# <<sheet>>

A plugin for Berberis: <<id>>.

    npm install
    npm test        # the conformance suite
    npm run build
    npm run check   # all three, as \`.github/workflows/check.yml\` does at every push

The suite judges types of the door, imports, lengths, names, texts, bounds, rights and policy, and migrates down and up again.

List it in \`berberis.config.ts\`, start the server, and install it on the page Plugins or by \`berberis plugins install <<id>>\`.
`,
  '.github/workflows/check.yml': `name: check
on: [push, pull_request]
jobs:
  check:
    runs-on: ubuntu-latest
    services:
      mariadb:
        image: mariadb:11
        env: { MARIADB_ROOT_PASSWORD: berberis }
        ports: ['3306:3306']
        options: --health-cmd="healthcheck.sh --connect" --health-interval=5s --health-retries=20
    env:
      BERBERIS_TEST_MYSQL: mysql://root:berberis@127.0.0.1:3306/
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 24 }
      - run: npm install
      - run: npm run check
`,
}
