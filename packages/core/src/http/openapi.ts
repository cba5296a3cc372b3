import { Kind, OptionalKind, type TSchema } from '@sinclair/typebox'
import { attributeTypes } from '../attributes/attribute-types.js'
import type { Ctx } from '../ctx.js'
import type { Entity } from '../plugin/entity.js'
import type { MountedRoute } from './mounted-route.js'
import { problemSchema } from './problem-schema.js'

type Json = Readonly<Record<string, unknown>>
type Node = TSchema & Record<string, unknown>

/**
 * The API of this instance as OpenAPI 3.1, from the schemas of the plugins in force and the attributes its operators
 * defined. Each operation says which permission it needs (`x-permission`) and how it refuses.
 */
export async function openApi(
  ctx: Ctx,
  routes: readonly MountedRoute[],
  { version }: { readonly version: string },
): Promise<object> {
  const entities = ctx.registry.plugins.flatMap((plugin) => plugin.entities ?? [])
  const attributable = entities.filter((entity) => entity.attributable)
  const attributes = await Promise.all(
    attributable.map(async (entity) => [nameOf(entity), await attributesSchema(ctx, entity)] as const),
  )
  const paths: Record<string, Record<string, Json>> = {}
  for (const route of routes) {
    if (route.door !== 'api') continue
    const path = route.url.replace(/:(\w+)/g, '{$1}')
    const owner = attributable.find(({ path: own }) => route.url === `/api${own}` || route.url === `/api${own}/:id`)
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, owner) }
  }

  return {
    openapi: '3.1.0',
    info: { title: 'Berberis', version, description: LIMITS },
    servers: [{ url: ctx.world.publicAddress }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'A token of an operator, `bbs_…`.' } },
      schemas: { Problem: problemSchema, ...Object.fromEntries(attributes) },
      responses: {
        Problem: { description: 'A refusal.', content: { 'application/problem+json': { schema: ref('Problem') } } },
      },
    },
  }
}

/** Reliability §10, for whoever writes against this. */
const LIMITS = [
  'Bodies are JSON of at most 1 MB (files: by their own limit), nested at most 32 deep; unknown fields and parameters are refused.',
  'A list gives 50 rows, at most 200. 600 requests a minute per token; `RateLimit` headers say how many are left.',
  'A change carries the `version` it was made from, or `If-Match`. A POST may carry `Idempotency-Key`: sent again within a day it is answered as the first time.',
].join('\n\n')

function operation({ plugin, method, url, permission, schema }: MountedRoute, owner: Entity | undefined): Json {
  const body = schema.body as Node | undefined
  const response = (schema.response ?? {}) as Record<string, Node>
  const open = permission === 'anyone'

  return {
    operationId: `${method.toLowerCase()}${url.replace(/[/:-]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    tags: [plugin],
    'x-permission': typeof permission === 'string' ? permission : permission.id,
    ...(open && { security: [] }),
    parameters: [
      ...fieldsOf(schema.params, 'path'),
      ...fieldsOf(schema.querystring, 'query'),
      ...(method === 'POST' ? [header('Idempotency-Key', { type: 'string', minLength: 1, maxLength: 100 })] : []),
      ...(method === 'PUT' || method === 'DELETE' ? [header('If-Match', { type: 'string', pattern: '^"\\d+"$' })] : []),
    ],
    ...(body && !isEmpty(body) && { requestBody: { required: true, content: json(withAttributes(body, owner)) } }),
    responses: {
      ...(Object.keys(response).length === 0 && { [method === 'DELETE' ? '204' : '200']: { description: 'Done.' } }),
      ...Object.fromEntries(
        Object.entries(response).map(([status, answer]) => [
          status,
          { description: 'Done.', content: contentOf(withAttributes(answer, owner)) },
        ]),
      ),
      ...Object.fromEntries(
        refusals(method, open, schema.params !== undefined).map((status) => [
          status,
          { $ref: '#/components/responses/Problem' },
        ]),
      ),
    },
  }
}

function refusals(method: string, open: boolean, one: boolean): string[] {
  const always = ['400', '429', '500', '503']
  const signed = open ? [] : ['401', '403']
  const changing = method === 'GET' ? [] : ['409', '413', '415', '422']
  const versioned = method === 'PUT' || method === 'DELETE' ? ['412', '428'] : []
  return [...always, ...signed, ...(one ? ['404'] : []), ...changing, ...versioned].toSorted()
}

function fieldsOf(schema: unknown, place: 'path' | 'query'): Json[] {
  const node = schema as Node | undefined
  if (node?.[Kind] === 'Record') return [{ name: 'filters', in: place, style: 'form', explode: true, schema: node }]
  const fields = Object.entries((node?.properties ?? {}) as Record<string, Node>)
  return fields.map(([name, field]) => ({
    name,
    in: place,
    required: place === 'path' || !(OptionalKind in field),
    schema: field,
  }))
}

const header = (name: string, schema: Json): Json => ({ name, in: 'header', required: false, schema })
const json = (schema: unknown): Json => ({ 'application/json': { schema } })
/** Bytes say their media type; everything else is JSON. */
const contentOf = (schema: Json): Json => {
  const { contentMediaType } = schema
  return typeof contentMediaType === 'string' ? { [contentMediaType]: {} } : json(schema)
}
const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` })
const isEmpty = ({ anyOf }: Node): boolean =>
  Array.isArray(anyOf) && (anyOf as Node[]).some((variant) => variant[Kind] === 'Null')
const nameOf = ({ id }: Pick<Entity, 'id'>): string => `${id}.attributes`

/** Where a schema says `attributes`, the ones that are defined now. */
function withAttributes(schema: Node, owner: Entity | undefined): Json {
  if (!owner) return schema
  const properties = schema.properties as Record<string, Node> | undefined
  const items = properties?.items
  if (items?.[Kind] === 'Array')
    return {
      ...schema,
      properties: { ...properties, items: { ...items, items: withAttributes(items.items as Node, owner) } },
    }
  return properties?.attributes ? { ...schema, properties: { ...properties, attributes: ref(nameOf(owner)) } } : schema
}

async function attributesSchema(ctx: Ctx, entity: Entity): Promise<Json> {
  const types = await attributeTypes(ctx, entity)
  const properties = types.map(({ key, labels, help, field, items, refersTo }) => {
    const keys = items.filter(({ archived }) => !archived).map((item) => item.key)
    const listed = (field.schema as Node).items as Node | undefined
    const value =
      field.kind === 'choice'
        ? { ...field.schema, enum: keys }
        : field.kind === 'choices'
          ? { ...field.schema, items: { ...listed, enum: keys } }
          : field.schema
    const description = [labels[ctx.locale], help?.[ctx.locale], refersTo && `→ ${refersTo}`].filter(Boolean).join('. ')
    return [key, { description, anyOf: [value, { type: 'null' }] }] as const
  })
  return { type: 'object', additionalProperties: false, properties: Object.fromEntries(properties) }
}
