import { Model } from '@berberis/sdk'

/** That a case is in a project; the case is the key, so it is in one at most. */
export class ProjectCase extends Model {
  static override tableName = 'projects_case'
  static override idColumn = 'case_id'

  declare caseId: number
  declare projectId: number
}
