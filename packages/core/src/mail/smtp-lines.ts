import pLimit from 'p-limit'
import { openLine, type SmtpLine } from './smtp-line.js'

/** Most connections to the mail server at a time. */
export const MOST_LINES = 5
/** Milliseconds of a turn of a server that does not keep others waiting. */
const QUICK_MS = 1_000

/** Connections to one mail server: opened when work comes, kept for the next, each used by one piece of work at a time. */
export interface SmtpLines {
  /**
   * Works on a line that is free; one on which work failed is not used again. When all are busy and the server is quick,
   * `meanwhile` is done before its turn comes; when that fails, so does this, without the work.
   */
  use<T>(work: (line: SmtpLine) => Promise<T>, meanwhile: () => Promise<void>): Promise<T>
  /** Lets go of them, of the busy ones when their work has ended. */
  close(): void
}

/** Lines to a mail server, none yet open. */
export function linesTo(address: URL): SmtpLines {
  const turns = pLimit(MOST_LINES)
  const idle: SmtpLine[] = []
  let closed = false
  /** What the last piece of work says of the server. */
  let quick = false

  const rest = (line: SmtpLine) => {
    // A server ends lines that nobody uses; such a one is taken from the rack, or the next mail would fail on it.
    const drop = () => {
      if (!idle.includes(line)) return
      idle.splice(idle.indexOf(line), 1)
      line.close()
    }
    line.removeAllListeners('error').removeAllListeners('end')
    line.once('error', drop).once('end', drop)
    idle.push(line)
  }

  return {
    async use(work, meanwhile) {
      const before = quick && turns.activeCount >= MOST_LINES ? meanwhile() : undefined
      // Awaited when the turn has come; until then nobody else may take its failure for one that nobody sees to.
      before?.catch(() => {})
      return turns(async () => {
        await before
        const started = performance.now()
        let took = Infinity
        try {
          const line = idle.pop() ?? (await openLine(address))
          const result = await work(line)
          took = performance.now() - started
          if (closed) line.quit()
          else rest(line)
          return result
        } finally {
          quick = took < QUICK_MS
        }
      })
    },
    close() {
      closed = true
      for (const line of idle.splice(0)) line.quit()
    },
  }
}
