import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyReply,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { Ctx } from '../ctx.js'
import type { Form } from './forms.js'
import type { List } from './lists.js'
import type { OpenTo, Permission } from './permissions.js'
import type { Undoable } from './undoable.js'

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

/**
 * Routes are written once; the host mounts them at both doors, `/<plugin>/…` for people and `/api/<plugin>/…` for programs
 * (core's own at the root). At the page door a `PUT` address answers `POST` as well, and a `DELETE` address answers
 * `POST <address>/removal`, since an HTML form knows no other verbs.
 */
export type Routes = (app: App) => void | Promise<void>

export interface PageOptions {
  /** Translated title of the page (its one h1 is the template's). */
  readonly title: string
  readonly crumbs?: readonly { readonly label: string; readonly href?: string }[]
  /** What only the page needs, choices and counts; never called for a program. */
  readonly extras?: () => Promise<object> | object
  readonly status?: number
  /** For visitors of the firm's own web pages: no menu, no scripts, nothing of whoever happens to be signed in. */
  readonly outside?: boolean
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may: the host does not start when a route does not say. */
    permission?: Permission | OpenTo
    /** For one door only; both unless said. */
    door?: 'page' | 'api'
    /** Answers before the instance is set up as well; every other address is 503 `core.not-set-up` until then. */
    firstRun?: true
    /** Reached by whoever has to set up a second factor first, too. */
    withoutFactor?: true
    /** A GET that writes what can be derived again (a rendered file); it then runs in a transaction. */
    writes?: boolean
    /**
     * False: the edge opens no transaction and `ctx.db` is the plain connection. Only for what must stay written although
     * the request is refused, such as a sign-in that failed, and for what writes nothing although it is sent, such as a
     * preview.
     */
    transaction?: false
    /**
     * The route takes files: parts of a multipart body at either door. They are stored before the transaction begins and
     * stand in the body as `files: [{ name, mediaType, sha256, size }]` beside the other parts. `maxBytes` holds for each.
     */
    upload?: { readonly maxBytes: number }
    /**
     * The form whose answer this route takes. At the page door texts are read into its fields, and on a refusal the same
     * form is shown again with everything typed, through `again`. The page of a form that keeps drafts names it too.
     */
    form?: Form
    /**
     * Shows the page of the form again with what was typed and why it was refused (422); or, in a browser without
     * scripts, with what was found for a reference: then `refused` has status 200 and no errors. The same on the page of a
     * form that keeps drafts, with what its reader had typed and not saved: then `refused` has `draft` as well.
     */
    again?: (request: FastifyRequest, reply: FastifyReply, refused: RefusedForm) => Promise<unknown>
    /**
     * The form is sent while people are still typing, to be shown what it comes to: at the page door `again` answers what
     * cannot be read too, with its errors, and that is no refusal but a 200. Programs are refused as everywhere.
     */
    halfTyped?: true
  }
  interface FastifyRequest {
    /** What every service is handed. */
    ctx: Ctx
  }
  /** What these words answer is the edge's: a handler returns it and looks no further, whatever its response schema says. */
  interface FastifyReply {
    /** `data` is the resource itself, without a wrapper: the page door renders `view` from it, the other sends it as JSON. */
    page(view: string, data: object, options: PageOptions): Promise<never>
    /** A list's page, or its REST collection. `query` is the request's query, parsed by the list's own grammar. */
    list(
      list: List,
      options?: {
        readonly fixed?: Readonly<Record<string, string>>
        readonly title?: string
        /** The page's create button when no entry under "Utwórz" leads there; shown to whoever has the permission. */
        readonly create?: ListCreate
      },
    ): Promise<never>
    /**
     * A thing was made: 201 with `Location` and the thing, or a redirect to `at`.
     *
     * These three words take what can be undone: a program then finds `changeSetId` in the answer (its schema must have it),
     * and the page a person reaches says what was done with „Cofnij” beside it, for ten seconds as a toast, without scripts
     * as a notice. The text comes from the change set: its kind (`core.undo.kind.<kind>`) and its label.
     */
    created(data: { readonly id: number } & object, at: string, undo?: Undoable | null): Promise<never>
    /** A thing was changed: 200 with it, or a redirect to `at`. */
    saved(data: object, at: string, undo?: Undoable | null): Promise<never>
    /** A thing is gone: 204, or 200 with the `changeSetId` that `remove` gave; or a redirect to `at`. */
    removed(at: string, undo?: Undoable | null): Promise<never>
    /** Work was begun that takes longer: 202 with `Location` and its run, or a redirect to its progress at `/jobs/<id>`. */
    job(runId: number): Promise<never>
  }
}

/** `label` is a locale key, `href` the page with the form. */
export interface ListCreate {
  readonly label: string
  readonly href: string
  readonly permission: Permission | 'signed-in'
}

/** What a page's function needs of a reply: the words a handler ends with, not the library's own. */
export type PageReply = Pick<FastifyReply, 'page' | 'list' | 'created' | 'saved' | 'removed' | 'job'>

/** What was typed, by name, and what is wrong with it. */
export interface RefusedForm {
  readonly values: Readonly<Record<string, unknown>>
  readonly status: number
  readonly code: string
  readonly message: string
  readonly errors: readonly { readonly path: string; readonly message: string }[]
  /** Nothing was refused: this is what the reader typed at another time and did not save. `savedAt`: UTC instant. */
  readonly draft?: { readonly id: number; readonly savedAt: string }
}
