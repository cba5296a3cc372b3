import type { Fault } from './check-template.js'

/**
 * Faults of forms that change something: without a key a double click does it twice, and a question that only a script
 * asks is not asked without one. `markup` is `source` with every expression masked, sign for sign.
 */
export function checkForms(source: string, markup: string): Fault[] {
  return [...markup.matchAll(/<form\b[^<>]*\bmethod="post"[^<>]*>/gi)].flatMap(({ 0: opening, index }) => {
    const closing = markup.indexOf('</form>', index)
    const within = source.slice(index + opening.length, closing < 0 ? undefined : closing)
    const line = markup.slice(0, index).split('\n').length
    const asks = source.slice(index, index + opening.length).includes('confirm=')

    return [
      ...(within.includes('{{> core/idempotency}}')
        ? []
        : [{ line, rule: 'form-key', text: 'a form that posts has {{> core/idempotency}}' }]),
      ...(asks && !within.includes('{{> core/ask-first ')
        ? [{ line, rule: 'form-ask', text: 'a form with confirm= has {{> core/ask-first question=…}}' }]
        : []),
    ]
  })
}
