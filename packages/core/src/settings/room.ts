import { may } from '../permissions.js'
import { reverseSeries } from '../numbering/reverse-series.js'
import { reversal } from '../plugin/reversals.js'
import type { Room } from '../rooms.js'
import { audit } from './routes/audit.js'
import { series } from './routes/series.js'
import { reverseSetting } from './reverse-setting.js'
import { settings } from './routes/settings.js'

/** What a firm sets once, and the trail of what everybody changed. */
export const settingsRoom: Room = {
  routes: { '/settings': settings, '/series': series, '/audit': audit },
  reversals: [reversal('core.setting', reverseSetting), reversal('core.series', reverseSeries)],
  menu: [
    { group: 'admin', label: 'core.series', href: '/series', rank: 23, icon: 'hash', permission: may.manageSeries },
    {
      group: 'admin',
      label: 'core.settings',
      href: '/settings',
      rank: 30,
      icon: 'settings',
      permission: may.manageSettings,
    },
    { group: 'admin', label: 'core.audit', href: '/audit', rank: 70, icon: 'history', permission: may.readAudit },
  ],
}
