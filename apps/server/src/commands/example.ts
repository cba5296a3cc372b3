import { isRealDay, isSetUp, loadExample, Operator, removeExample } from '@berberis/core'
import { loginTable, settle } from '../first-run.js'
import { atConsole, type Console, withHost } from '../open-host.js'
import { word } from '../read-args.js'

/** `example load [--on <day>]` and `example remove`. */
export async function example(console: Console): Promise<number> {
  const { args, texts, say } = console
  const command = word(args, 1, 'load | remove')
  if (command === 'load') return load(console)
  if (command === 'remove') return remove(console)

  say(texts.unknownCommand, { command: args.words.join(' ') })
  return 1
}

async function load(console: Console): Promise<number> {
  const { args, texts, say } = console
  const on = args.options['on']
  if (typeof on === 'string' && !isRealDay(on)) {
    say(texts.badDay, { day: on })
    return 1
  }

  return withHost(console, async (host) => {
    if (!(await isSetUp(host.kernel.db))) {
      say(texts.notSetUp)
      return 1
    }
    const { day, logins } = await atConsole(host, async (ctx) => {
      const day = typeof on === 'string' ? on : ctx.today()
      return { day, logins: await loadExample(ctx, { day, told: (part) => say(texts.loading, { part }) }) }
    })
    // Before any work that somebody may break off: nothing else knows these passwords.
    for (const line of loginTable(logins, texts)) say(line)
    await settle(host, console)
    say(texts.exampleLoaded, { day })
    return 0
  })
}

async function remove(console: Console): Promise<number> {
  const stay = await withHost(console, async (host) => {
    await removeExample(host)
    return Operator.query(host.kernel.db).where({ kind: 'person' }).orderBy('id')
  })
  console.say(console.texts.exampleRemoved, { logins: stay.map(({ login }) => login).join(', ') })
  return 0
}
