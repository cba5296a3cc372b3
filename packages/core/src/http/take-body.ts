import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { TSchema } from '@sinclair/typebox'
import { receiveUpload, type UploadedFile } from '../files/receive-upload.js'
import type { Kernel } from '../host/kernel.js'
import { refuseFields, type FieldRefusal } from '../plugin/refusal.js'
import { isOfSearch } from '../ui/sought.js'
import { cleanInput } from './clean-input.js'
import type { Door } from './door.js'
import { readTypedBody } from './read-typed.js'
import { ofThePage, readTyped, treeOf, typedValues, type Typed } from './typed-names.js'
import { resolveConflict } from './resolve-conflict.js'
import { Malformed, validatorOf } from './validate.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** At the page door: what the form sent, before it was read. */
    typed: Typed | null
    /** Files that came with the body, already stored; they join it once the rest was judged. */
    uploaded: readonly UploadedFile[]
  }
  interface FastifyContextConfig {
    /** The POST twin of a DELETE: its body says what the query would say. */
    removal?: boolean
  }
}

/** Which bodies a door takes. */
export function takeBodies(scope: FastifyInstance, kernel: Kernel, door: Door): void {
  scope.decorateRequest('typed', null)
  scope.decorateRequest('uploaded')
  scope.addHook('onRequest', async (request) => {
    request.uploaded = []
  })
  scope.setValidatorCompiler(validatorOf as never)
  scope.setSchemaErrorFormatter(([first]) => first as unknown as Error)
  if (door === 'page') takeForms(scope)
  else takeJson(scope)

  scope.addHook('preValidation', async (request) => {
    await takeFiles(kernel, request, door)
    request.query = cleanInput('querystring', request.query)
    request.params = cleanInput('params', request.params)
  })
}

/** What was taken becomes the JSON that schemas judge. */
export function readBodies(scope: FastifyInstance, kernel: Kernel, door: Door): void {
  scope.addHook('preValidation', async (request) => {
    if (door === 'page') readForm(kernel, request)
    request.body = cleanInput('body', request.body)
    if (door === 'api') takeIfMatch(request)
  })
  scope.addHook('preHandler', async (request) => {
    if (request.routeOptions.config.removal) request.query = request.body
    if (request.routeOptions.config.upload) request.body = { ...(request.body as object), files: request.uploaded }
  })
}

/** A program that names the type of every body may send none with a DELETE. */
function takeJson(scope: FastifyInstance): void {
  const parse = scope.getDefaultJsonParser('error', 'error')
  scope.removeContentTypeParser(['application/json', 'text/plain'])
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) =>
    text === '' && request.method === 'DELETE' ? done(null, undefined) : parse(request, String(text), done),
  )
}

function takeForms(scope: FastifyInstance): void {
  // Not all of them: the one for multipart bodies stays.
  scope.removeContentTypeParser(['application/json', 'text/plain'])
  scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (request, text, done) => {
    try {
      request.typed = readTyped(String(text))
      done(null, {})
    } catch (error) {
      done(
        error instanceof RangeError
          ? new Malformed('body', [{ path: '', code: 'core.too-many-items', params: { max: 5000 } }])
          : (error as Error),
      )
    }
  })
}

/**
 * Files are stored before the transaction begins: a slow line must hold up nobody else. What stands beside them is read like
 * any other form of this door; a body that is not multipart has no files.
 */
async function takeFiles(kernel: Kernel, request: FastifyRequest, door: Door): Promise<void> {
  const { upload } = request.routeOptions.config
  const received = upload && (await receiveUpload(request, kernel.files, upload))
  if (!received) return
  request.uploaded = received.files
  if (door === 'page') request.typed = received.fields
  request.body = Object.fromEntries([...received.fields].map(([name, values]) => [name, values.at(-1)]))
}

/** Texts become JSON by the schema of the body. All that cannot be read is refused at once, with what does not fit. */
function readForm(kernel: Kernel, request: FastifyRequest): void {
  const { typed } = request
  const schema = request.routeOptions.schema?.body as TSchema | undefined
  if (!typed || !schema) return
  for (const [name, texts] of typed) cleanInput('body', [name, ...texts])

  const sent = typedValues(typed)
  const own = [...resolveConflict(typed)].filter(([name]) => !ofThePage.has(name) && !isOfSearch(name, sent))
  const tree = treeOf(new Map(own))
  const faults: FieldRefusal[] = []
  request.body = readTypedBody(schema, tree, { zone: kernel.zone }, faults)
  if (faults.length > 0) throw refuseFields([...faults, ...misfitsBeside(schema, request.body, faults)])
}

function misfitsBeside(schema: TSchema, body: unknown, faults: readonly FieldRefusal[]): readonly FieldRefusal[] {
  const judged = validatorOf({ schema })(body)
  if (!('error' in judged) || !(judged.error instanceof Malformed)) return []
  return judged.error.misfits.filter(({ path }) => path !== '' && !faults.some((fault) => fault.path === path))
}

/** `If-Match: "3"` says the version as well as `version` in the body or the query. */
function takeIfMatch(request: FastifyRequest): void {
  const version = /^"(\d{1,9})"$/.exec(request.headers['if-match'] ?? '')?.[1]
  if (version === undefined) return
  if (request.method === 'DELETE') request.query = { version, ...(request.query as object) }
  if (request.method === 'PUT') request.body = { version: Number(version), ...((request.body ?? {}) as object) }
}
