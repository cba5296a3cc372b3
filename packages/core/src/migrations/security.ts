import type { Migration } from '../plugin/migrations.js'
import { operatorTotp } from './0433-operator-totp.js'
import { roleRequiresTotp } from './0434-role-requires-totp.js'
import { recoveryCodeTable } from './0435-recovery-code.js'
import { deviceTable } from './0436-device.js'

/** The second factor and what goes with it. */
export const securityMigrations: readonly Migration[] = [operatorTotp, roleRequiresTotp, recoveryCodeTable, deviceTable]
