import { call, median, type Call } from './client.js'

export interface WalkedToEnd {
  readonly rows: number
  readonly pages: number
  /** Milliseconds, the median of the first twentieth of the pages, and of the slowest one. */
  readonly first: number
  readonly slowest: number
}

const PARTS = 20

/** Turns the pages of a list to its end. Throws when a row comes twice. */
export async function walkToEnd(origin: string, api: (path: string) => Call, path: string): Promise<WalkedToEnd> {
  const took: number[] = []
  const seen = new Set<number>()
  let rows = 0
  for (let after: string | null = null, begun = false; after !== null || !begun; begun = true) {
    const here: string = after === null ? path : `${path}&after=${encodeURIComponent(after)}`
    const answer = await call(origin, api(here))
    took.push(answer.took)
    const page = JSON.parse(answer.body) as { items: readonly { id: number }[]; next: string | null }
    for (const { id } of page.items) seen.add(id)
    rows += page.items.length
    after = page.next
  }
  if (seen.size !== rows) throw new Error(`${rows - seen.size} rows of ${path} came twice`)
  const part = Math.max(1, Math.floor(took.length / PARTS))
  const medians = Array.from({ length: PARTS }, (_, at) => median(took.slice(at * part, (at + 1) * part)))
  return { rows, pages: took.length, first: medians[0]!, slowest: Math.max(...medians) }
}
