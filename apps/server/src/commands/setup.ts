import { generatedPassword, loadExample, setUp } from '@berberis/core'
import { settle } from '../first-run.js'
import { atConsole, type Console, withHost } from '../open-host.js'
import { firstLine, needed } from '../read-args.js'

/** The first run without a browser. The password is generated and printed once, or read from standard input. */
export async function setup(console: Console): Promise<number> {
  const { args, texts, say } = console
  const { options } = args
  const own = options['stdin'] === true
  const password = own ? await firstLine(process.stdin) : generatedPassword()
  const administrator = {
    login: needed(args, 'login').toLowerCase(),
    name: needed(args, 'name'),
    password,
    ...emailOf(options),
  }
  const firm = {
    firmName: needed(args, 'firm'),
    ...(typeof options['tax-id'] === 'string' && { firmTaxId: options['tax-id'] }),
  }
  const locale = options['locale'] === 'en' ? 'en' : 'pl'

  return withHost(console, async (host) => {
    const logins = await atConsole(host, async (ctx) => {
      await setUp(ctx, { firm, locale, administrator, suggestions: 'all' })
      return options['example']
        ? loadExample(ctx, { day: ctx.today(), told: (part) => say(texts.loading, { part }) })
        : []
    })
    // Before any work that somebody may break off: nothing else knows these passwords.
    say(own ? texts.setUpDoneOwn : texts.setUpDone, { login: administrator.login, password })
    for (const { login, password: given } of logins) say(texts.passwordReset, { login, password: given })
    if (options['example']) await settle(host, console)
    return 0
  })
}

function emailOf({ email }: Console['args']['options']) {
  return typeof email === 'string' ? { email } : {}
}
