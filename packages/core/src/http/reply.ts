import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Kernel } from '../host/kernel.js'
import { readRun } from '../jobs/read-run.js'
import type { PageOptions } from '../plugin/routes.js'
import type { Undoable } from '../plugin/undoable.js'
import { answer, type Answer } from './answer.js'
import type { Door } from './door.js'
import { json } from './json-answer.js'
import { listReply } from './list-reply.js'
import type { Page } from './page.js'
import { savedCell } from './cell-reply.js'
import { offerUndo } from './offer-undo.js'

/** Gives replies the words handlers end with, in the dress of the door. Each makes an `Answer`; the edge sends it. */
export function decorateReplies(scope: FastifyInstance, kernel: Kernel, door: Door, page: Page): void {
  if (door === 'page') decoratePages(scope, page)
  else decorateApi(scope)
  word(scope, 'list', listReply(kernel, door, page))
}

function decoratePages(scope: FastifyInstance, page: Page): void {
  word(scope, 'page', function (this: FastifyReply, view: string, data: object, options: PageOptions) {
    return page.draw(this.request, view, data, options)
  })
  word(scope, 'created', goTo)
  word(scope, 'saved', async function (this: FastifyReply, data: unknown, at: string, undo?: Undoable | null) {
    return (await savedCell(this.request, page)) ?? goTo.call(this, data, at, undo)
  })
  word(scope, 'removed', function (this: FastifyReply, at: string, undo?: Undoable | null) {
    return goTo.call(this, null, at, undo)
  })
  word(scope, 'job', function (this: FastifyReply, runId: number) {
    return goTo.call(this, null, `/jobs/${runId}`)
  })
}

/** On to `at`: a redirect for a browser; htmx would follow that inside the page, so it is told to go itself. */
async function goTo(this: FastifyReply, _data: unknown, at: string, undo?: Undoable | null): Promise<Answer> {
  if (undo) offerUndo(this, undo.changeSetId)
  if (this.request.headers['hx-request'] === 'true')
    return answer(200, '', { 'hx-redirect': at, 'cache-control': 'no-store' })
  return answer(303, null, { location: at, 'cache-control': 'no-store' })
}

function decorateApi(scope: FastifyInstance): void {
  word(scope, 'page', async function (this: FastifyReply, _view: string, data: object, { status = 200 }: PageOptions) {
    return json(this.request, status, data)
  })
  word(scope, 'created', async function (this: FastifyReply, data: object, at: string, undo?: Undoable | null) {
    const made = json(this.request, 201, { ...data, ...(undo && { changeSetId: undo.changeSetId }) })
    return { ...made, headers: { ...made.headers, location: `/api${at.split(/[?#]/)[0]}` } }
  })
  word(scope, 'saved', async function (this: FastifyReply, data: object, _at: string, undo?: Undoable | null) {
    return json(this.request, 200, { ...data, ...(undo && { changeSetId: undo.changeSetId }) })
  })
  word(scope, 'removed', async function (this: FastifyReply, _at: string, undo?: Undoable | null) {
    if (undo) return json(this.request, 200, { changeSetId: undo.changeSetId })
    return answer(204, null, { 'cache-control': 'no-store' })
  })
  word(scope, 'job', async function (this: FastifyReply, runId: number) {
    const begun = json(this.request, 202, await readRun(this.request.ctx, runId))
    return { ...begun, headers: { ...begun.headers, location: `/api/jobs/${runId}` } }
  })
}

/** The contract says these words answer nothing a handler could use; in here it is the answer itself. */
function word(
  scope: FastifyInstance,
  name: 'page' | 'list' | 'created' | 'saved' | 'removed' | 'job',
  said: (this: FastifyReply, ...given: never[]) => Promise<Answer>,
): void {
  scope.decorateReply(name, said as never)
}
