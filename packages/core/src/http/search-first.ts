import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isSearching } from '../ui/sought.js'
import { isAnswer, sendAnswer } from './answer.js'
import { cleanInput } from './clean-input.js'
import { typedValues } from './typed-names.js'

/**
 * A reference finds its record without a script too: what is typed beside it comes with the form, whichever button sent
 * it, and as long as nothing of what was found is chosen the form is shown again through its `again`, with everything
 * typed and what was found (`findRef`). Nothing is judged and nothing is written meanwhile. A script searches by itself.
 */
export function searchFirst(scope: FastifyInstance): void {
  scope.addHook('preValidation', async (request, reply) => {
    const { again } = request.routeOptions.config
    if (!request.typed || !again || request.headers['hx-request'] === 'true') return
    const values = typedValues(request.typed)
    if (!isSearching(values)) return
    for (const [name, texts] of request.typed) cleanInput('body', [name, ...texts])
    if (!takeAddress(request)) return

    const made = await again(request, reply, { values, status: 200, code: '', message: '', errors: [] })
    return isAnswer(made) ? sendAnswer(reply, made) : undefined
  })
}

/** Its path and query, as the handler would have them. False when they do not fit: the request is refused soon. */
function takeAddress(request: FastifyRequest): boolean {
  const params = judged(request, 'params', request.params)
  const query = judged(request, 'querystring', request.query)
  if (!params || !query) return false
  request.params = params.value
  request.query = query.value
  return true
}

function judged(
  request: FastifyRequest,
  part: 'params' | 'querystring',
  value: unknown,
): { readonly value: unknown } | null {
  const judge: unknown = request.getValidationFunction(part)
  if (typeof judge !== 'function') return { value }
  const told: unknown = judge(value)
  return typeof told === 'object' && told !== null && 'value' in told ? { value: told.value } : null
}
