import type { FastifyReply } from 'fastify'
import type { Ctx } from '../../ctx.js'
import { may } from '../../permissions.js'
import type { Entity } from '../../plugin/entity.js'
import { notFound } from '../../plugin/refusal.js'
import { fold } from '../../text/fold.js'
import { labelIn, type AttributeType } from '../attribute-type.js'
import { attributeTypes } from '../attribute-types.js'
import { presentType } from './present-type.js'

/** Attributes of a page, and values of a set on one. */
export const PAGE = 50

interface Asked {
  readonly entity?: string | undefined
  readonly q?: string | undefined
  /** The place of the first one, from 1. */
  readonly from?: number | undefined
}

/** The attributes of an entity in their order, fifty at a time; programs get all of them. */
export async function showTypes(ctx: Ctx, reply: FastifyReply, asked: Asked): Promise<unknown> {
  const entities = ctx.registry.plugins
    .flatMap((plugin) => plugin.entities ?? [])
    .filter((entity) => entity.attributable)
  const { entity: wanted } = asked
  const chosen: readonly Entity[] = wanted === undefined ? entities : entities.filter(({ id }) => id === wanted)
  if (chosen.length === 0 && entities.length > 0) throw notFound()
  const mayManage = ctx.can(may.manageAttributes)
  const which = { archived: true, hidden: mayManage }
  const types = (await Promise.all(chosen.map((entity) => attributeTypes(ctx, entity, which)))).flat()
  const shown = wanted ?? entities[0]?.id ?? ''

  return reply.page(
    'core/attribute-types',
    { items: types.map((type) => presentType(type)) },
    {
      title: ctx.t('core.attribute-types'),
      crumbs: [{ label: ctx.t('core.attribute-types') }],
      extras: () => ({
        mayManage,
        shown,
        tabs: entities.map(({ id }) => ({
          label: ctx.t(id),
          href: `/attribute-types?entity=${id}`,
          current: id === shown,
          count: null,
        })),
        ...pageOf(
          ctx,
          types.filter(({ entity }) => entity === shown),
          asked,
          `/attribute-types?entity=${shown}`,
        ),
      }),
    },
  )
}

function pageOf(ctx: Ctx, own: readonly AttributeType[], { q = '', from = 1 }: Asked, base: string) {
  const found = own.filter(({ labels, key }) => fold(`${labels.pl} ${labels.en} ${key}`).includes(fold(q)))
  const page = found.slice(from - 1, from - 1 + PAGE)
  return {
    q,
    rows: page.map((type) => rowOf(ctx, own, type)),
    searchable: own.length > PAGE || q !== '',
    ...pagerOf({ count: found.length, from, to: from + page.length - 1, q, base }),
  }
}

function rowOf(ctx: Ctx, own: readonly AttributeType[], type: AttributeType) {
  const at = own.indexOf(type) + 1
  const offered = type.items.filter(({ archived }) => !archived)
  const values = offered.slice(0, 6).map((item) => item.labels[ctx.locale])
  const of = ctx.registry.entity(type.refersTo ?? '')
  return {
    id: type.id,
    version: type.version,
    label: labelIn(type, ctx.locale),
    kindLabel: ctx.t(`core.attribute-type.kind.${type.kind}`),
    group: type.group?.[ctx.locale] ?? null,
    required: type.required,
    unique: type.unique,
    limited: type.roles !== null,
    system: type.system,
    archived: type.archived,
    about: of ? ctx.t(of.id) : (type.currency ?? [...values, ...(offered.length > 6 ? ['…'] : [])].join(', ')),
    place: at,
    up: at - 1,
    down: at + 1,
    first: at === 1,
    last: at === own.length,
  }
}

/** Where a page of a long list of ours begins and ends, and the ways to its neighbours. */
export function pagerOf({
  count,
  from,
  to,
  q,
  base,
}: {
  readonly count: number
  readonly from: number
  readonly to: number
  readonly q: string
  readonly base: string
}) {
  const sought = q === '' ? '' : `&q=${encodeURIComponent(q)}`
  const href = (place: number) => `${base}${base.includes('?') ? '&' : '?'}from=${place}${sought}`
  return {
    pager:
      count > PAGE
        ? {
            from,
            to,
            count,
            previous: from > 1 ? href(Math.max(1, from - PAGE)) : null,
            next: to < count ? href(to + 1) : null,
          }
        : null,
  }
}
