import {
  create,
  createContractor,
  createEvent,
  grantTo,
  openCase,
  operator,
  role,
  roleByKey,
  type Case,
  type Contractor,
  type Ctx,
  type Event,
  type FirstRole,
  type Operator,
  type Permission,
  type Scope,
} from '@berberis/core'

type Values = Readonly<Record<string, unknown>>

/**
 * A company with a name of its own. Values are by field, as at the API, with a first address and number if wanted:
 * `aContractor(ctx, { taxId: '5260250274', town: 'Gdańsk' })`.
 */
export async function aContractor(ctx: Ctx, values: Values = {}): Promise<Contractor> {
  return createContractor(ctx, {
    kind: 'company',
    name: `Firma ${next()}`,
    country: 'PL',
    acceptDuplicates: true,
    ...values,
  })
}

/** An open case of a contractor, of a new one unless `contractorId` is given. */
export async function aCase(ctx: Ctx, values: Values = {}): Promise<Case> {
  const contractorId = values.contractorId ?? (await aContractor(ctx)).id
  return openCase(ctx, { name: `Sprawa ${next()}`, ...values, contractorId })
}

/** A planned call with a contractor, with a new one unless `contractorId` or `caseId` is given. */
export async function anEvent(ctx: Ctx, values: Values = {}): Promise<Event> {
  const with_ =
    values.contractorId === undefined && values.caseId === undefined
      ? { contractorId: (await aContractor(ctx)).id }
      : {}
  return createEvent(ctx, { type: 'call', subject: `Telefon ${next()}`, ...with_, ...values })
}

export interface OperatorGiven extends Values {
  /** A first role by its key; `manager` unless said or `grants` are given. */
  readonly role?: FirstRole | 'administrator'
  /** A role of its own with exactly these rights. */
  readonly grants?: readonly (readonly [Permission, Scope])[]
}

/** Somebody who works here and may sign in through `host.as(login)`; he has no password. */
export async function anOperator(ctx: Ctx, { role: key, grants, ...values }: OperatorGiven = {}): Promise<Operator> {
  const { id: roleId } = grants ? await aRole(ctx, grants) : await roleByKey(ctx, key ?? 'manager')
  const n = next()
  return create(ctx, operator, {
    login: `op-${n}`,
    name: `Operator ${n}`,
    locale: 'pl',
    kind: 'person',
    roleId,
    ...values,
  })
}

async function aRole(ctx: Ctx, grants: readonly (readonly [Permission, Scope])[]): Promise<{ readonly id: number }> {
  const made = await create(ctx, role, { name: `Rola ${next()}`, builtIn: false })
  for (const [permission, scope] of grants) await grantTo(ctx, made.id, permission, scope)
  return made
}

let made = 0
const next = (): number => (made += 1)
