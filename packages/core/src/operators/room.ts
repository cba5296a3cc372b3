import { every } from '../plugin/schedules.js'
import { may } from '../permissions.js'
import { reversal } from '../plugin/reversals.js'
import type { Room } from '../rooms.js'
import { operatorDeactivated } from './hooks.js'
import { operatorList, roleList, unitList } from './lists.js'
import { operator } from './operator.js'
import { role } from './role.js'
import { access } from './routes/access.js'
import { me } from './routes/me.js'
import { operators } from './routes/operators.js'
import { permissions } from './routes/permissions.js'
import { roleMatrixRoutes } from './routes/role-matrix.js'
import { reverseGrant } from './reverse-grant.js'
import { roles } from './routes/roles.js'
import { secondFactor } from './routes/second-factor.js'
import { setup } from './routes/setup.js'
import { shares } from './routes/shares.js'
import { session, signInPage } from './routes/sign-in.js'
import { units } from './routes/units.js'
import { sweepDevices } from './second-factor/devices.js'
import { sweepSessions } from './sessions.js'
import { substitutionList, substitutions } from './substitution/pages.js'
import { substitution } from './substitution/substitution.js'
import { substitutionBegun, tellSubstitutions } from './substitution/tell-substitutions.js'
import { sweepAttempts } from './sign-in-attempts.js'
import { unit } from './unit.js'

/** Who works here and what they may. */
export const operatorsRoom: Room = {
  hooks: [operatorDeactivated],
  entities: [unit, role, operator, substitution],
  lists: [operatorList, roleList, unitList, substitutionList],
  routes: {
    '/sign-in': signInPage,
    '/session': session,
    '/setup': setup,
    '/me': me,
    '/me/second-factor': secondFactor,
    '/operators': operators,
    '/units': units,
    '/roles': roles,
    '/role-matrix': roleMatrixRoutes,
    '/permissions': permissions,
    '/substitutions': substitutions,
    '/shares': shares,
    '/access': access,
  },
  notifications: [substitutionBegun],
  reversals: [reversal('core.role', reverseGrant, { action: 'granted' })],
  schedules: [
    every('hour', 'sweep-sessions', sweepSessions),
    every('hour', 'sweep-sign-ins', sweepAttempts),
    every('day at 03:40', 'sweep-devices', sweepDevices),
    every('day at 00:01', 'tell-substitutions', tellSubstitutions),
  ],
  menu: [
    {
      group: 'admin',
      label: 'core.operators',
      href: '/operators',
      rank: 10,
      icon: 'users',
      permission: may.manageOperators,
    },
    {
      group: 'admin',
      label: 'core.units',
      href: '/units',
      rank: 11,
      icon: 'hierarchy',
      permission: may.manageOperators,
    },
    {
      group: 'admin',
      label: 'core.substitutions',
      href: '/substitutions',
      rank: 13,
      icon: 'user-check',
      permission: may.manageOperators,
    },
    { group: 'admin', label: 'core.roles', href: '/roles', rank: 12, icon: 'shield-lock', permission: may.manageRoles },
    {
      group: 'admin',
      label: 'core.role-matrix',
      href: '/role-matrix',
      rank: 12,
      icon: 'columns',
      permission: may.manageRoles,
    },
  ],
}
