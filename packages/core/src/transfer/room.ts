import { filesInUse } from '../files/hooks.js'
import { may } from '../permissions.js'
import { on } from '../plugin/hooks.js'
import { every } from '../plugin/schedules.js'
import type { Room } from '../rooms.js'
import { exportJob } from './export/export-job.js'
import { exports } from './export/routes.js'
import { filesOfExports, sweepExports } from './export/sweep-exports.js'
import { importJob } from './import/import-job.js'
import { readImport } from './import/read-import.js'
import { imports } from './import/routes.js'
import { filesOfImports, sweepImports } from './import/sweep-imports.js'

/** Lists that leave the house as files, and files that come in. */
export const transferRoom: Room = {
  routes: { '/imports': imports, '/exports': exports },
  jobs: [importJob, exportJob],
  errands: [readImport],
  listeners: [on(filesInUse, 'files-of-imports', filesOfImports), on(filesInUse, 'files-of-exports', filesOfExports)],
  schedules: [every('day at 03:10', 'sweep-imports', sweepImports), every('hour', 'sweep-exports', sweepExports)],
  menu: [
    {
      group: 'work',
      label: 'core.imports',
      href: '/imports',
      rank: 90,
      icon: 'file-import',
      permission: may.importLists,
    },
  ],
}
