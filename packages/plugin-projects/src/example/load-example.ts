import { addDays, asSystem, caseEntity, contractor, create, Operator, seen, type Ctx } from '@berberis/sdk'
import { project } from '../entities/project.js'
import { placeCase } from '../services/place-case.js'

interface ExampleProject {
  readonly name: string
  readonly description: string
  readonly owner: string
  /** Days from T. */
  readonly from: number
  readonly to: number
  /** By the NIP of the contractor and the name of the case. */
  readonly cases: readonly (readonly [taxId: string, name: string])[]
}

/** The two of demo-data §4. */
const projects: readonly ExampleProject[] = [
  {
    name: 'Modernizacja hotelu',
    description: 'Grzejniki, kocioł gazowy i montaż dla hotelu Imperial.',
    owner: 'cezary',
    from: -42,
    to: 60,
    cases: [
      ['9990000238', 'Grzejniki'],
      ['9990000362', 'Kocioł gazowy'],
      ['9990000362', 'Montaż grzejników'],
    ],
  },
  {
    name: 'Przetarg: 50 pieców akumulacyjnych',
    description: 'Trzy oferty, jedna sprawa na oferenta.',
    owner: 'anna',
    from: -20,
    to: 30,
    cases: [
      ['9990001019', 'Piece akumulacyjne'],
      ['9990001143', 'Piece akumulacyjne'],
      ['9990001278', 'Piece akumulacyjne'],
    ],
  },
]

/** The projects of the example firm on day T, and the cases in them. */
export async function loadExample(given: Ctx, { day }: { readonly day: string }): Promise<void> {
  const ctx = asSystem(given)
  for (const { name, description, owner, from, to, cases } of projects) {
    const leader = await Operator.query(ctx.db).findOne({ login: owner })
    const { id } = await create(ctx, project, {
      name,
      description,
      ownerId: leader?.id ?? null,
      fromDay: addDays(day, from),
      toDay: addDays(day, to),
    })
    for (const one of cases) await placeCase(ctx, id, await caseOf(ctx, one))
  }
}

async function caseOf(ctx: Ctx, [taxId, name]: readonly [string, string]): Promise<number> {
  const whose = await seen(ctx, contractor).where({ taxId }).first()
  const found = whose && (await seen(ctx, caseEntity).where({ contractorId: whose.id, name }).first())
  if (!found) throw new Error(`the example has no case ${name} of the contractor with NIP ${taxId}`)
  return found.id
}
